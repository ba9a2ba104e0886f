package dev.orderstream.operations.cli;

import picocli.CommandLine.Command;

/** {@code ./orders stream}. */
@Command(name = "stream", description = "All that happened to one thing.")
final class StreamCommand {}
