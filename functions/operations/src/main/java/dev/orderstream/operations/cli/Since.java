package dev.orderstream.operations.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment as people write it: so long ago ({@code 15m}), or a time in RFC 3339. */
final class Since implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        Optional<Duration> ago = ShortDuration.find(text);
        if (ago.isPresent()) {
            return Instant.now().minus(ago.get());
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "expected such as 15m, 2h or 2026-01-31T12:00:00Z, got " + text);
        }
    }
}
