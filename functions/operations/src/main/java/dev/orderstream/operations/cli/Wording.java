package dev.orderstream.operations.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Wording {

    private Wording() {}

    /** {@code 12,345}. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 thing}, {@code 12,345 things}. */
    static String count(long value, String one) {
        return number(value) + " " + one + (value == 1 ? "" : "s");
    }

    /** {@code 340 ms}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 7 min}, {@code 3 d 4 h}. */
    static String time(Duration time) {
        if (time.toSeconds() < 1) {
            return time.toMillis() + " ms";
        } else if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        } else if (time.toHours() < 1) {
            return "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
        } else if (time.toDays() < 1) {
            return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
        }
        return "%d d %d h".formatted(time.toDays(), time.toHoursPart());
    }

    /** The share of the whole, in percent, never 100 before all is done. */
    static String share(long done, long total) {
        return (total == 0 ? 0 : Math.min(99, 100 * done / total)) + " %";
    }
}
