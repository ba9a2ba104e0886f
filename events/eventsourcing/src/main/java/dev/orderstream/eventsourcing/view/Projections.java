package dev.orderstream.eventsourcing.view;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Every projection on the class path: what the projector folds. A module names its own in {@code
 * META-INF/services/dev.orderstream.eventsourcing.view.Projection}.
 */
public final class Projections {

    public static final List<Projection<?>> ALL = load();

    private Projections() {}

    /** The revision of them all, which rises whenever that of one of them does. */
    public static int revision(List<? extends Projection<?>> projections) {
        return projections.stream().mapToInt(Projection::revision).sum();
    }

    private static List<Projection<?>> load() {
        List<Projection<?>> found = new ArrayList<>();
        ServiceLoader.load(Projection.class, Projection.class.getClassLoader()).forEach(found::add);
        return List.copyOf(found);
    }
}
