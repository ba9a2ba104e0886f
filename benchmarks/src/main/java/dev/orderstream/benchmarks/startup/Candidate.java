package dev.orderstream.benchmarks.startup;

/**
 * A function that is started.
 *
 * @param event its first call
 * @param answer what the answer to that has in it, or it would have done something else
 */
record Candidate(String name, String handler, Jars jars, String event, String answer) {

    Candidate as(String otherName, Jars otherJars) {
        return new Candidate(otherName, handler, otherJars, event, answer);
    }

    /** A name for files. */
    String fileName() {
        return name.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
