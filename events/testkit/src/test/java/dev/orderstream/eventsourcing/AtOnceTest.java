package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AtOnceTest {

    private final AtOnce atOnce = AtOnce.virtualThreads();

    @Test
    void tasks_run_at_the_same_time() {
        CountDownLatch allHere = new CountDownLatch(3);
        Runnable waitsForAll =
                () -> {
                    allHere.countDown();
                    try {
                        allHere.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                };

        atOnce.run(List.of(waitsForAll, waitsForAll, waitsForAll));

        assertThat(allHere.getCount()).isZero();
    }

    @Test
    void what_a_task_throws_is_thrown_when_all_have_ended() {
        AtomicInteger ended = new AtomicInteger();
        Runnable ends = ended::incrementAndGet;
        Runnable fails =
                () -> {
                    throw new IllegalStateException("failed");
                };
        Runnable dies =
                () -> {
                    throw new StackOverflowError("died");
                };

        assertThatThrownBy(() -> atOnce.run(List.of(fails, ends)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("failed");
        assertThatThrownBy(() -> atOnce.run(List.of(ends, dies)))
                .isInstanceOf(StackOverflowError.class);
        assertThat(ended).hasValue(2);
    }

    @Test
    void many_tasks_all_run() {
        AtomicInteger ended = new AtomicInteger();

        atOnce.run(Stream.generate(() -> (Runnable) ended::incrementAndGet).limit(500).toList());

        assertThat(ended).hasValue(500);
    }
}
