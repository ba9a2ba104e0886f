package dev.orderstream.eventsourcing.view;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counters of somebody; one that nobody has moved is absent.
 *
 * @param revision rises with each write; 0 where there are none yet
 */
public record Counters(long revision, Map<String, BigDecimal> amounts) {

    public static final Counters NONE = new Counters(0, Map.of());

    public Counters {
        amounts = Map.copyOf(amounts);
    }

    /** Whether the amounts are equal; one that came back to 0 may be there or not. */
    public boolean amountsTo(Map<String, BigDecimal> others) {
        return comparable(amounts).equals(comparable(others));
    }

    private static Map<String, BigDecimal> comparable(Map<String, BigDecimal> amounts) {
        Map<String, BigDecimal> comparable = new TreeMap<>();
        amounts.forEach((name, amount) -> {
            if (amount.signum() != 0) {
                comparable.put(name, amount.stripTrailingZeros());
            }
        });
        return comparable;
    }
}
