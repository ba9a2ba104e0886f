package dev.orderstream.operations.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment as people write it: so long ago ({@code 15m}), or a time in RFC 3339. */
final class Since implements ITypeConverter<Instant> {

    private static final Pattern AGO = Pattern.compile("([1-9][0-9]{0,5})([smhd])");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of(
                    "s", ChronoUnit.SECONDS,
                    "m", ChronoUnit.MINUTES,
                    "h", ChronoUnit.HOURS,
                    "d", ChronoUnit.DAYS);

    @Override
    public Instant convert(String text) {
        Matcher ago = AGO.matcher(text);
        ChronoUnit unit = ago.matches() ? UNITS.get(ago.group(2)) : null;
        if (unit != null) {
            return Instant.now().minus(Duration.of(Long.parseLong(ago.group(1)), unit));
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "expected such as 15m, 2h or 2026-01-31T12:00:00Z, got " + text);
        }
    }
}
