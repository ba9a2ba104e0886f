package dev.orderstream.testing.lambda;

/** What came of an invocation, as the function's process reported it. */
sealed interface Outcome {

    /** The JSON that the function answered. */
    record Answered(String json) implements Outcome {}

    /**
     * What it threw, by Lambda's {@code errorMessage}, {@code errorType} and {@code stackTrace}.
     */
    record Failed(String json) implements Outcome {}
}
