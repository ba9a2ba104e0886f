package dev.orderstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FirstNoticesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Comparator<Notice> OLDEST = Comparator.comparing(Notice::since);

    @Test
    void the_first_of_many_come_in_order_and_the_others_are_counted() {
        List<Notice> all =
                new ArrayList<>(
                        IntStream.range(0, 500).mapToObj(FirstNoticesTest::notice).toList());
        Collections.shuffle(all, new Random(1));

        FirstNotices first = FirstNotices.by(OLDEST, 20, all.stream());

        assertThat(first.notices())
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(FirstNoticesTest::notice).toList());
        assertThat(first.others()).isEqualTo(480);
    }

    @Test
    void of_few_there_are_no_others() {
        FirstNotices first = FirstNotices.by(OLDEST, 20, Stream.of(notice(2), notice(1)));

        assertThat(first.notices()).containsExactly(notice(1), notice(2));
        assertThat(first.others()).isZero();
    }

    private static Notice notice(int seconds) {
        Instant since = NOON.plusSeconds(seconds);
        return new Notice(1, new StreamId("Order", "" + seconds), 1, "x", since, since, 1);
    }
}
