package dev.orderstream.local.mapping;

/**
 * How one invocation went.
 *
 * @param requestId of the invocation
 * @param processed how many records, from the first on, are processed; none of the others is
 * @param threw whether the function threw instead of answering
 */
record Answer(String requestId, int processed, boolean threw) {}
