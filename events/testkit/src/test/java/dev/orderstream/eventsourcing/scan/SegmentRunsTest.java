package dev.orderstream.eventsourcing.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Doorbell;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.Seeds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentRunsTest {

    /** A store that gives its commits in a fixed order, and cuts pages where it likes. */
    private record Pages(List<Doorbell> all, RandomGenerator random, int pageMin, int pageMax)
            implements AllCommits {

        @Override
        public Page read(Segment segment, @Nullable Place after) {
            int from = after == null ? 0 : behind(after);
            int to = Math.min(all.size(), from + random.nextInt(pageMin, pageMax + 1));
            Optional<Place> next =
                    to == all.size()
                            ? Optional.empty()
                            : to == 0 ? Optional.of(NOWHERE) : Optional.of(place(all.get(to - 1)));
            return new Page(all.subList(from, to), next);
        }

        private static final Place NOWHERE = new Place("", "");

        private int behind(Place place) {
            for (int i = 0; i < all.size(); i++) {
                if (place(all.get(i)).equals(place)) {
                    return i + 1;
                }
            }
            return 0;
        }

        private static Place place(Doorbell doorbell) {
            return new Place(doorbell.stream().toString(), Long.toString(doorbell.version()));
        }

        @Override
        public long estimate() {
            return all.size();
        }
    }

    private static List<Doorbell> doorbells(int streams, int commitsMax, RandomGenerator random) {
        List<Doorbell> all = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            StreamId stream = new StreamId("Tank", "t-" + i);
            int commits = 1 + random.nextInt(commitsMax);
            for (int version = 1; version <= commits; version++) {
                Commit commit = Commits.of(stream, version);
                all.add(Doorbell.of(BigInteger.ZERO, commit));
            }
        }
        return all;
    }

    private static SegmentRuns runs(AllCommits commits, @Nullable Place after) {
        return new SegmentRuns(commits, Segment.WHOLE, after);
    }

    @Test
    void a_stream_that_goes_on_in_the_next_page_is_one_run() {
        Seeds.forEach(
                200,
                (seed, random) -> {
                    List<Doorbell> all = doorbells(12, 9, random);
                    SegmentRuns runs = runs(new Pages(all, random, 3, 7), null);
                    List<StreamRun> met = new ArrayList<>();
                    while (runs.hasNext()) {
                        met.addAll(runs.next().runs());
                    }

                    assertThat(met)
                            .hasSize(12)
                            .allMatch(StreamRun::isFromTheFirst)
                            .allMatch(StreamRun::isToTheLast);
                    assertThat(met)
                            .flatMap(StreamRun::doorbells)
                            .containsExactlyInAnyOrderElementsOf(all);
                });
    }

    @Test
    void whoever_goes_on_where_a_part_said_meets_all_that_was_not_done() {
        Seeds.forEach(
                200,
                (seed, random) -> {
                    List<Doorbell> all = doorbells(10, 12, random);
                    if (random.nextBoolean()) {
                        Collections.shuffle(all, new Random(seed));
                    }
                    Set<Doorbell> met = new HashSet<>();
                    @Nullable Place saved = null;
                    boolean ended = false;
                    for (int workers = 0; !ended; workers++) {
                        SegmentRuns runs = runs(new Pages(all, random, 0, 5), saved);
                        int parts = workers > 50 ? Integer.MAX_VALUE : random.nextInt(6);
                        for (int i = 0; i < parts && runs.hasNext(); i++) {
                            SegmentRuns.Part part = runs.next();
                            // He dies before the last of them is saved, now and then.
                            if (i == parts - 1 && random.nextBoolean()) {
                                break;
                            }
                            part.runs().forEach(run -> met.addAll(run.doorbells()));
                            saved = part.next();
                            ended = part.isLast();
                        }
                    }

                    assertThat(met).containsExactlyInAnyOrderElementsOf(all);
                });
    }

    @Test
    void what_is_kept_is_bounded() {
        List<Doorbell> all = new ArrayList<>();
        for (int version = 1; version <= 5_000; version++) {
            all.add(Doorbell.of(BigInteger.ZERO, Commits.of(new StreamId("Tank", "t"), version)));
        }
        AllCommits pages = new Pages(all, RandomGenerator.getDefault(), 100, 400);

        SegmentRuns runs = runs(pages, null);
        List<StreamRun> met = new ArrayList<>();
        while (runs.hasNext()) {
            met.addAll(runs.next().runs());
        }

        assertThat(met).hasSizeGreaterThan(3).allMatch(run -> run.doorbells().size() <= 1_400);
        assertThat(met.getFirst().isFromTheFirst()).isTrue();
        assertThat(met.getLast().isFromTheFirst()).isFalse();
        assertThat(met).filteredOn(StreamRun::isToTheLast).containsExactly(met.getLast());
        assertThat(met).flatMap(StreamRun::doorbells).containsExactlyElementsOf(all);
    }

    /** Whoever looks at whole streams looks at each once, however long it is and who goes on. */
    @Test
    void the_end_of_every_stream_comes_once_to_workers_who_save_what_they_have_done() {
        Seeds.forEach(
                200,
                (seed, random) -> {
                    List<Doorbell> all = doorbells(10, 40, random);
                    List<StreamRun> ends = new ArrayList<>();
                    @Nullable Place saved = null;
                    boolean ended = false;
                    while (!ended) {
                        SegmentRuns runs = runs(new Pages(all, random, 1, 4), saved);
                        for (int i = 0; i <= random.nextInt(9) && runs.hasNext(); i++) {
                            SegmentRuns.Part part = runs.next();
                            part.runs().stream().filter(StreamRun::isToTheLast).forEach(ends::add);
                            saved = part.next();
                            ended = part.isLast();
                        }
                    }

                    assertThat(ends).extracting(StreamRun::stream).doesNotHaveDuplicates();
                    assertThat(ends)
                            .flatExtracting(StreamRun::stream, StreamRun::lastVersion)
                            .containsExactlyElementsOf(lastOfEach(all));
                });
    }

    private static List<Object> lastOfEach(List<Doorbell> all) {
        SequencedMap<StreamId, Long> last = new LinkedHashMap<>();
        all.forEach(doorbell -> last.put(doorbell.stream(), doorbell.version()));
        return last.entrySet().stream()
                .<Object>flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                .toList();
    }
}
