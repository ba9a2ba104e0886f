package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.view.ViewKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Keys that were met not long ago; those that were not are forgotten, which bounds memory. */
final class RecentKeys {

    private static final int KEYS_MAX = 10_000;

    private final Set<ViewKey> keys =
            Collections.synchronizedSet(Collections.newSetFromMap(new Recent()));

    /** In the order in which they were met. */
    private static final class Recent extends LinkedHashMap<ViewKey, Boolean> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ViewKey, Boolean> eldest) {
            return size() > KEYS_MAX;
        }
    }

    /** False where it was met before. */
    boolean add(ViewKey key) {
        return keys.add(key);
    }
}
