package dev.orderstream.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs tasks at once, on virtual threads that wait for each other at the start. */
public final class Together {

    private Together() {}

    /** The results of tasks 0 to {@code tasks} - 1, in that order. */
    public static <T> List<T> run(int tasks, IntFunction<Callable<T>> task) {
        CountDownLatch ready = new CountDownLatch(tasks);
        List<Future<T>> futures = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < tasks; i++) {
                Callable<T> each = task.apply(i);
                futures.add(
                        executor.submit(() -> {
                            ready.countDown();
                            ready.await();
                            return each.call();
                        }));
            }
        }
        return futures.stream().map(Together::result).toList();
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a task failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("told to stop while waiting", e);
        }
    }
}
