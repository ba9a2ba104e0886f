package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Notice;
import dev.orderstream.eventsourcing.projector.Notices;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every store of notices does: the tests of each adapter extend it. It works on generations of
 * its own, so the store may be shared and need not be empty.
 */
public abstract class NoticesContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.001Z");
    private static final Instant LATER = Instant.parse("2026-03-01T12:07:00.002Z");
    private static final StreamId STREAM = new StreamId("Order", "1");

    private final int generation = newGeneration();

    /** The store under test. */
    protected abstract Notices notices();

    private static int newGeneration() {
        return ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    }

    @Test
    void a_generation_without_notices_has_none() {
        assertThat(notices().all(generation)).isEmpty();
    }

    @Test
    void a_parked_stream_is_noted() {
        notices().park(generation, STREAM, 7, "unknown event type Exploded", NOON);

        assertThat(notices().all(generation))
                .containsExactly(
                        new Notice(
                                generation,
                                STREAM,
                                7,
                                "unknown event type Exploded",
                                NOON,
                                NOON,
                                1));
    }

    @Test
    void who_is_parked_again_stays_since_the_first_time_at_the_highest_version_with_one_more_try() {
        notices().park(generation, STREAM, 7, "first", NOON);
        notices().park(generation, STREAM, 9, "second", LATER);
        notices().park(generation, STREAM, 8, "third", LATER.plusMillis(1));

        assertThat(notices().all(generation))
                .containsExactly(
                        new Notice(generation, STREAM, 9, "third", NOON, LATER.plusMillis(1), 3));
    }

    @Test
    void many_who_park_a_stream_at_once_all_count() {
        Together.run(
                8,
                i ->
                        () -> {
                            notices().park(generation, STREAM, i + 1, "at once", NOON);
                            return i;
                        });

        assertThat(notices().all(generation)).extracting(Notice::tries).containsExactly(8);
    }

    @Test
    void each_generation_has_its_own_notices() {
        int other = newGeneration();
        notices().park(generation, STREAM, 1, "here", NOON);
        notices().park(other, STREAM, 2, "there", NOON);

        Notice here = only(generation);
        Notice there = only(other);
        notices().remove(here);

        assertThat(here.version()).isEqualTo(1);
        assertThat(there.version()).isEqualTo(2);
        assertThat(notices().all(generation)).isEmpty();
        assertThat(notices().all(other)).containsExactly(there);
    }

    @Test
    void streams_are_told_apart_whatever_characters_they_have() {
        List<StreamId> streams =
                List.of(
                        new StreamId("Order", "a"),
                        new StreamId("Order", "a-1"),
                        new StreamId("Order", "a#1"),
                        new StreamId("Orders", "a"),
                        new StreamId("Order", "A"),
                        new StreamId("Order", " a "),
                        new StreamId("Order", "-"),
                        new StreamId("Order", "%/\\\"'?&=*\n\t"),
                        new StreamId("Order", "Zoë 東京 👩‍👩‍👧"),
                        new StreamId("Order", "x".repeat(900)));
        for (int i = 0; i < streams.size(); i++) {
            notices().park(generation, streams.get(i), i + 1, "odd", NOON);
        }

        assertThat(notices().all(generation))
                .extracting(Notice::stream)
                .containsExactlyInAnyOrderElementsOf(streams);
        notices().all(generation).forEach(notices()::remove);
        assertThat(notices().all(generation)).isEmpty();
    }

    @Test
    void a_cause_may_be_long_and_in_any_script() {
        String cause = "Zoë 東京 👩‍👩‍👧 \"{}\n".repeat(100);

        notices().park(generation, STREAM, 1, cause, NOON);

        assertThat(only(generation).cause()).isEqualTo(cause);
    }

    @Test
    void all_notices_are_told_however_many() {
        List<StreamId> streams =
                IntStream.range(0, 60).mapToObj(i -> new StreamId("Order", "many-" + i)).toList();
        String large = "x".repeat(30_000);
        streams.forEach(stream -> notices().park(generation, stream, 1, large, NOON));

        assertThat(notices().all(generation))
                .extracting(Notice::stream)
                .containsExactlyInAnyOrderElementsOf(streams);
    }

    @Test
    void a_notice_that_is_taken_back_is_gone_and_may_be_taken_back_again() {
        notices().park(generation, STREAM, 1, "mended", NOON);
        Notice read = only(generation);

        notices().remove(read);
        notices().remove(read);

        assertThat(notices().all(generation)).isEmpty();
    }

    @Test
    void a_notice_that_was_changed_since_it_was_read_stays() {
        notices().park(generation, STREAM, 1, "first", NOON);
        Notice read = only(generation);
        notices().park(generation, STREAM, 1, "first", LATER);

        notices().remove(read);

        assertThat(only(generation).tries()).isEqualTo(2);
    }

    @Test
    void a_notice_that_was_taken_back_and_made_again_since_it_was_read_stays() {
        notices().park(generation, STREAM, 1, "same", NOON);
        Notice read = only(generation);
        notices().remove(read);
        notices().park(generation, STREAM, 1, "same", LATER);

        notices().remove(read);

        assertThat(only(generation).since()).isEqualTo(LATER);
    }

    @Test
    void a_notice_that_was_taken_back_begins_anew() {
        notices().park(generation, STREAM, 3, "first", NOON);
        notices().remove(only(generation));

        notices().park(generation, STREAM, 4, "second", LATER);

        assertThat(only(generation))
                .isEqualTo(new Notice(generation, STREAM, 4, "second", LATER, LATER, 1));
    }

    private Notice only(int generation) {
        List<Notice> all = notices().all(generation).toList();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void the_notice_of_one_stream_is_found() {
        notices().park(generation, STREAM, 7, "first", NOON);

        assertThat(notices().find(generation, STREAM)).contains(only(generation));
        assertThat(notices().find(generation, new StreamId("Order", "2"))).isEmpty();
        assertThat(notices().find(newGeneration(), STREAM)).isEmpty();
    }

    @Test
    void however_many_there_are_they_are_read_page_by_page() {
        int count = 2 * Notices.PAGE + 3;
        for (int i = 0; i < count; i++) {
            notices().park(generation, new StreamId("Order", "" + i), 1, "many", NOON);
        }

        List<Notice> first = notices().page(generation, null, 10);
        List<Notice> second = notices().page(generation, first.getLast().stream(), 10);

        assertThat(notices().all(generation))
                .hasSize(count)
                .doesNotHaveDuplicates()
                .startsWith(first.toArray(Notice[]::new));
        assertThat(notices().all(generation).skip(10).limit(10)).isEqualTo(second);
        // One goes on behind a stream, whether it is still there or not.
        notices().remove(first.getLast());
        assertThat(notices().page(generation, first.getLast().stream(), 10)).isEqualTo(second);
    }

    @Test
    void all_notices_of_a_generation_go_with_it() {
        int other = newGeneration();
        notices().park(other, STREAM, 1, "stays", NOON);
        for (int i = 0; i < 30; i++) {
            notices().park(generation, new StreamId("Order", "" + i), 1, "goes", NOON);
        }

        notices().removeAll(generation);
        notices().removeAll(generation);

        assertThat(notices().all(generation)).isEmpty();
        assertThat(notices().all(other)).hasSize(1);
    }
}
