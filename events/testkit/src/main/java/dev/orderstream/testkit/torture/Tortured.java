package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.view.ViewStore;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run that ended well.
 *
 * @param views the generation that serves in the end
 * @param happenings how often what happened
 * @param trace equal where two runs were the same, turn by turn
 */
public record Tortured(ViewStore views, Map<Happening, Integer> happenings, long trace) {

    public Tortured {
        happenings = Collections.unmodifiableMap(new TreeMap<>(happenings));
    }
}
