package dev.orderstream.local.mapping;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each step after a pause. Steps may run at once; a test runs them one by one, by hand. */
interface Steps extends AutoCloseable {

    void after(Duration pause, Runnable step);

    /** Begins no step any more, and waits for those that run. */
    @Override
    void close();

    /** Steps on virtual threads, one each. */
    static Steps onVirtualThreads(String name) {
        return new OnVirtualThreads(name);
    }

    /** A step that takes too long to end is interrupted. */
    final class OnVirtualThreads implements Steps {

        private static final Logger LOG = LoggerFactory.getLogger(Steps.class);
        private static final int STOP_SECONDS_MAX = 5;

        private final ExecutorService threads;

        private OnVirtualThreads(String name) {
            threads =
                    Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name(name + "-", 0).factory());
        }

        @Override
        public void after(Duration pause, Runnable step) {
            if (pause.isZero()) {
                begin(step);
                return;
            }
            Executor thatBegins = this::begin;
            CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, thatBegins)
                    .execute(step);
        }

        private void begin(Runnable step) {
            try {
                threads.execute(step);
            } catch (RejectedExecutionException e) {
                LOG.debug("closed, so nothing begins");
            }
        }

        @Override
        public void close() {
            threads.shutdown();
            try {
                if (!threads.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                    LOG.warn("The batches under way are given up; they come again");
                    threads.shutdownNow();
                    var _ = threads.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }
}
