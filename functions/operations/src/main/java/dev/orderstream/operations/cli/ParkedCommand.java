package dev.orderstream.operations.cli;

import picocli.CommandLine.Command;

/** {@code ./orders parked}. */
@Command(
        name = "parked",
        description = "Streams with a commit that views can't take in; all others go on.")
final class ParkedCommand {}
