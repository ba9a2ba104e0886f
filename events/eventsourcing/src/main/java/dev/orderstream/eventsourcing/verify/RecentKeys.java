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
            Collections.synchronizedSet(
                    Collections.newSetFromMap(
                            new LinkedHashMap<>(16, 0.75f, true) {
                                private static final long serialVersionUID = 1;

                                @Override
                                protected boolean removeEldestEntry(
                                        Map.Entry<ViewKey, Boolean> eldest) {
                                    return size() > KEYS_MAX;
                                }
                            }));

    /** False where it was met before. */
    boolean add(ViewKey key) {
        return keys.add(key);
    }
}
