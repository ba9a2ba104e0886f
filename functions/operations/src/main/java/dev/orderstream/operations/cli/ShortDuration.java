package dev.orderstream.operations.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as people write it on a command line: {@code 90s}, {@code 15m}, {@code 1h}, {@code 7d}.
 */
public final class ShortDuration implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})([smhd])");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of(
                    "s", ChronoUnit.SECONDS,
                    "m", ChronoUnit.MINUTES,
                    "h", ChronoUnit.HOURS,
                    "d", ChronoUnit.DAYS);

    @Override
    public Duration convert(String text) {
        return find(text)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "expected a number and s, m, h or d, such as 15m, got " + text));
    }

    /** Nothing where the text has another form. */
    static Optional<Duration> find(String text) {
        Matcher form = FORM.matcher(text);
        ChronoUnit unit = form.matches() ? UNITS.get(form.group(2)) : null;
        return unit == null
                ? Optional.empty()
                : Optional.of(Duration.of(Long.parseLong(form.group(1)), unit));
    }
}
