package dev.orderstream.orders;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The currencies of ISO 4217, with their decimals. The data file says its source and its date. */
final class Currencies {

    private static final String ACTIVE_WORD = "active";

    /** Currencies in which an order may be placed. */
    static final Map<String, Integer> ACTIVE = read(true);

    /** Currencies that were withdrawn. Orders that were placed in one before are still shown. */
    static final Map<String, Integer> WITHDRAWN = read(false);

    private Currencies() {}

    private static Map<String, Integer> read(boolean active) {
        Map<String, Integer> decimals = new HashMap<>();
        for (List<String> row : DataFile.rows("iso-4217.txt")) {
            if (row.getFirst().equals(ACTIVE_WORD) == active) {
                row.subList(2, row.size())
                        .forEach(code -> decimals.put(code, Integer.valueOf(row.get(1))));
            }
        }
        return Map.copyOf(decimals);
    }
}
