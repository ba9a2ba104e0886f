package dev.orderstream.http;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The calls that a function is answering. Its beans do not go before these are done: Micronaut
 * closes a context by a hook of the JVM, whatever is under way.
 */
@Singleton
final class CallsUnderWay implements ApplicationEventListener<ShutdownEvent> {

    private static final int WAIT_SECONDS_MAX = 5;

    /** More calls at once than any machine answers. */
    private static final int CALLS_MAX = 1_000_000;

    private final Semaphore free = new Semaphore(CALLS_MAX);
    private volatile boolean stopping;

    /** False where the function stops and takes no more calls. */
    boolean begin() {
        if (!free.tryAcquire()) {
            return false;
        }
        if (stopping) {
            free.release();
            return false;
        }
        return true;
    }

    void end() {
        free.release();
    }

    @Override
    public void onApplicationEvent(ShutdownEvent event) {
        stopping = true;
        try {
            if (free.tryAcquire(CALLS_MAX, WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                free.release(CALLS_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
