package dev.orderstream.orders;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where an order goes; the country is an ISO 3166-1 alpha-2 code. */
public record ShippingAddress(
        @Nullable String name,
        String line1,
        @Nullable String line2,
        String city,
        @Nullable String postalCode,
        @Nullable String region,
        String country) {

    public static final int LINE_MAX = 200;
    public static final int PLACE_MAX = 100;
    public static final int POSTAL_CODE_MAX = 20;

    private static final Set<String> COUNTRIES =
            DataFile.rows("iso-3166-1.txt").stream()
                    .flatMap(List::stream)
                    .collect(Collectors.toUnmodifiableSet());

    public ShippingAddress {
        Texts.checkStoredOptional(name, LINE_MAX);
        Texts.checkStored(line1, LINE_MAX);
        Texts.checkStoredOptional(line2, LINE_MAX);
        Texts.checkStored(city, PLACE_MAX);
        Texts.checkStoredOptional(postalCode, POSTAL_CODE_MAX);
        Texts.checkStoredOptional(region, PLACE_MAX);
    }

    /** Checked when an order is placed, not when it is read: the list of countries changes. */
    public static String checkCountry(String code) {
        if (!COUNTRIES.contains(code)) {
            throw new InvalidValueException(
                    "unknown-country", "expected an ISO 3166-1 alpha-2 country code such as DE");
        }
        return code;
    }
}
