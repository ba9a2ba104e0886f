package dev.orderstream.eventsourcing.view;

/**
 * The address of an item of a read model: what it is about ({@code ORDER}, an id) and what it tells
 * of that ({@code VIEW}, {@code TOTALS}).
 */
public record ViewKey(String kind, String id, String name) {

    /** The key of the thing itself, {@code ORDER#0199…}. */
    public String owner() {
        return kind + "#" + id;
    }
}
