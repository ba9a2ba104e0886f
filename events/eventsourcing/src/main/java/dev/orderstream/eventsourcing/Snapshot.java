package dev.orderstream.eventsourcing;

/**
 * What a stream has come to with the commit that carries it, so that nobody has to read further
 * back: the state and the commands that it still knows.
 */
public record Snapshot(int schema, Document.Fields state, KnownCommands commands) {}
