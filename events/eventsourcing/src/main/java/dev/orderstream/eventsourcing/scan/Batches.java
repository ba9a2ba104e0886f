package dev.orderstream.eventsourcing.scan;

import dev.orderstream.eventsourcing.AtOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/** Runs many tasks, some at once: a page has more than a client has connections for. */
public final class Batches {

    private static final int AT_ONCE_MAX = 16;

    private Batches() {}

    /**
     * The tasks' results, in the tasks' order.
     *
     * @param alive is called now and then
     */
    public static <T> List<T> run(AtOnce atOnce, List<Supplier<T>> tasks, Runnable alive) {
        AtomicReferenceArray<T> results = new AtomicReferenceArray<>(tasks.size());
        for (int from = 0; from < tasks.size(); from += AT_ONCE_MAX) {
            List<Runnable> batch = new ArrayList<>();
            for (int i = from; i < Math.min(from + AT_ONCE_MAX, tasks.size()); i++) {
                int task = i;
                batch.add(() -> results.set(task, tasks.get(task).get()));
            }
            atOnce.run(batch);
            alive.run();
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            all.add(Objects.requireNonNull(results.get(i)));
        }
        return all;
    }
}
