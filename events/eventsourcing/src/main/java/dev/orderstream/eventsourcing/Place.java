package dev.orderstream.eventsourcing;

/** Where one stopped reading a segment: behind the item of these keys. */
public record Place(String partition, String sort) {}
