package dev.orderstream.eventsourcing.rebuild;

import dev.orderstream.eventsourcing.view.ViewKey;
import java.util.Map;

/**
 * The highest version that each of a few views may have for a write to be made.
 *
 * @param versions by view; a view that does not exist is within every limit
 */
public record ViewLimits(int generation, Map<ViewKey, Long> versions) {

    /** One transaction can check this many. */
    public static final int VIEWS_MAX = 90;

    /** No view is checked. */
    public static final ViewLimits NONE = new ViewLimits(0, Map.of());

    public ViewLimits {
        versions = Map.copyOf(versions);
        if (versions.size() > VIEWS_MAX) {
            throw new IllegalArgumentException("more than " + VIEWS_MAX + " views");
        }
    }
}
