package dev.orderstream.eventsourcing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks at once and waits for all of them. Passed in, so that a simulation can step them. */
@FunctionalInterface
public interface AtOnce {

    /** What one of the tasks throws is thrown when all have ended. */
    void run(List<Runnable> tasks);

    /** A virtual thread for each task: most of them wait for DynamoDB most of the time. */
    static AtOnce virtualThreads() {
        return tasks -> {
            List<Future<?>> results = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                tasks.forEach(task -> results.add(threads.submit(Deadline.inherited(task))));
            }
            results.forEach(AtOnce::check);
        };
    }

    private static void check(Future<?> ended) {
        try {
            ended.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("the task has ended, so nothing is waited for", e);
        }
    }
}
