package dev.orderstream.eventsourcing.view;

/** Something read, with the version of the stream that it shows. */
public record Versioned<T>(T value, long version) {}
