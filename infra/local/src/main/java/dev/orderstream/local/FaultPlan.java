package dev.orderstream.local;

import dev.orderstream.dynamodblocal.faults.Fault;
import dev.orderstream.dynamodblocal.faults.FaultRates;
import dev.orderstream.dynamodblocal.faults.Weather;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An outage of DynamoDB that a run shows.
 *
 * @param time how long it lasts, or nothing where it does not end
 */
record FaultPlan(Kind kind, Optional<Duration> time) {

    /** Later than any try waits, and within API Gateway's 30 seconds. */
    private static final Duration LATE = Duration.ofSeconds(29);

    /** What every request of the functions meets. */
    enum Kind {
        /** It is refused, and not carried out. */
        THROTTLE,

        /** There is nobody who would listen. */
        DOWN,

        /** It is carried out, and answered late. */
        SLOW;

        FaultRates rates() {
            return switch (this) {
                case THROTTLE -> FaultRates.always(Fault.THROTTLED);
                case DOWN -> FaultRates.always(Fault.LOST_REQUEST);
                case SLOW -> FaultRates.late(LATE);
            };
        }

        private String participle() {
            return switch (this) {
                case THROTTLE -> "throttled";
                case DOWN -> "met by a broken connection";
                case SLOW -> "answered %d s late".formatted(LATE.toSeconds());
            };
        }
    }

    /** What brings it about. It begins calm. */
    Weather weather() {
        return new Weather(new SplittableRandom(), kind.rates());
    }

    /** For the greeting. */
    @Override
    public String toString() {
        return "every request of the functions to DynamoDB is %s%s"
                .formatted(
                        kind.participle(),
                        time.map(t -> ", for " + t.toSeconds() + " s").orElse(", until it stops"));
    }

    /** Reads {@code throttle}, {@code down} or {@code slow}, and seconds behind a colon. */
    static final class Converter implements ITypeConverter<FaultPlan> {

        private static final Pattern FORM =
                Pattern.compile("(throttle|down|slow)(?::([1-9][0-9]{0,5}))?");

        @Override
        public FaultPlan convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException(
                        "expected throttle, down or slow, and seconds after a colon, such as"
                                + " down:30, got "
                                + text);
            }
            return new FaultPlan(
                    Kind.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
                    Optional.ofNullable(form.group(2))
                            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))));
        }
    }
}
