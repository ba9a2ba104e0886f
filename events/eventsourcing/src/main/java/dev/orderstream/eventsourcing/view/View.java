package dev.orderstream.eventsourcing.view;

/**
 * A view as it is stored: the version of its stream that it has reached, and a revision that rises
 * with each write, so that nobody overwrites what he has not read.
 */
public record View(ViewKey key, long version, long revision, ViewBody body) {

    public View {
        if (version < 1 || revision < 1) {
            throw new IllegalArgumentException(
                    "version and revision: expected 1 or more, got %d and %d"
                            .formatted(version, revision));
        }
    }
}
