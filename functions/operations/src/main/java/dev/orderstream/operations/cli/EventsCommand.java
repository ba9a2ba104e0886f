package dev.orderstream.operations.cli;

import picocli.CommandLine.Command;

/** {@code ./orders events}. */
@Command(name = "events", description = "What happens to all things.")
final class EventsCommand {}
