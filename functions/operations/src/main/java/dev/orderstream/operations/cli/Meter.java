package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Ticker;

/** Shows how far something has come, how fast it goes, and how long it will take. */
interface Meter extends AutoCloseable {

    /** So much is done; {@code total} may be an estimate, 0 where nothing is known. */
    void at(long done, long total);

    /** Shows no more. */
    @Override
    void close();

    /** A bar where somebody looks at it, lines otherwise. */
    static Meter on(Screen screen, String what, String unit) {
        return screen.terminal()
                ? new BarMeter(what, unit)
                : new LineMeter(screen, what, unit, Ticker.system());
    }
}
