package dev.orderstream.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.orderstream.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What holds whatever the settings, however the function fails, whenever the process dies: each
 * record is processed or handed to the failure destination, an item's changes in their order, no
 * two batches with the same item at once, and no checkpoint ahead of that.
 */
class EventSourceMappingPropertyTest {

    private static final int RUNS = 100;
    private static final int STEPS = 400;
    private static final int NESTED_CALLS_MAX = 4;

    @Test
    void every_record_is_done_in_the_order_of_its_item_and_no_checkpoint_is_ahead_of_that() {
        Seeds.forEach(RUNS, (seed, random) -> new Simulation(random).run());
    }

    private static final class Simulation {

        private final RandomGenerator random;
        private final MappingRun run = new MappingRun();

        /** All changes of each shard, in order, and the sequence number of each. */
        private final Map<String, List<String>> written = new HashMap<>();

        private final Map<String, String> numbers = new HashMap<>();
        private final Map<String, Integer> newest = new HashMap<>();

        private final Set<String> done = new HashSet<>();
        private final Set<String> underWay = new HashSet<>();
        private final Map<String, Integer> newestDone = new HashMap<>();

        /** What failed in a call, whose errors the mapping takes for the function's. */
        private final List<AssertionError> wrong = new ArrayList<>();

        private String open = "s0";
        private boolean failing = true;
        private int nested;
        private int starts = 1;

        Simulation(RandomGenerator random) {
            this.random = random;
            run.settings =
                    new MappingSettings(
                            random.nextInt(1, 6),
                            random.nextInt(0, 2),
                            random.nextInt(1, 5),
                            random.nextBoolean(),
                            random.nextBoolean() ? -1 : random.nextInt(0, 3),
                            -1,
                            random.nextInt(4) > 0,
                            StartingPosition.TRIM_HORIZON);
            run.function = batch -> noting(() -> handle(batch));
            run.destination = batch -> noting(() -> discarded(batch));
            run.streams.shard(open, null);
            written.put(open, new ArrayList<>());
        }

        void run() {
            EventSourceMapping mapping = run.start();
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> write();
                    case 3 -> rollOver();
                    case 4 -> run.steps.passUntilDue();
                    case 5 -> mapping = random.nextInt(8) == 0 ? restart(mapping) : mapping;
                    default -> run.steps.runAny(random);
                }
                assertThat(wrong).isEmpty();
                noCheckpointIsAhead();
            }
            failing = false;
            run.pass(Duration.ofMinutes(10));
            assertThat(wrong).isEmpty();
            assertThat(done).containsExactlyInAnyOrderElementsOf(numbers.keySet());
            written.forEach(this::isCheckpointedToItsEnd);
            assertThat(run.catchUps).hasSizeLessThanOrEqualTo(starts);
        }

        private void write() {
            String key = "k" + random.nextInt(6);
            String change = key + ":" + newest.merge(key, 1, Integer::sum);
            numbers.put(change, FakeStreams.number(numbers.size() + 1));
            written.get(open).add(change);
            run.streams.put(open, change);
        }

        private void rollOver() {
            if (random.nextInt(10) == 0) {
                String child = "s" + written.size();
                run.streams.shard(child, open);
                run.streams.close(open);
                written.put(child, new ArrayList<>());
                open = child;
            }
        }

        private <T> T noting(Supplier<T> call) {
            try {
                return call.get();
            } catch (AssertionError e) {
                wrong.add(e);
                throw e;
            }
        }

        /** In good order, or by a crash, which leaves what is not saved undone. */
        private EventSourceMapping restart(EventSourceMapping mapping) {
            if (random.nextBoolean()) {
                mapping.close();
            } else {
                run.steps.close();
            }
            newestDone.clear();
            starts++;
            return run.start();
        }

        /** While the function is at it, anything else may happen, in any order. */
        private StreamsEventResponse handle(List<String> batch) {
            Set<String> keys = keys(batch);
            assertThat(underWay).doesNotContainAnyElementsOf(keys);
            underWay.addAll(keys);
            for (int i = random.nextInt(6); i > 0 && nested < NESTED_CALLS_MAX; i--) {
                nested++;
                run.steps.runAny(random);
                nested--;
            }
            underWay.removeAll(keys);
            return answer(batch);
        }

        private StreamsEventResponse answer(List<String> batch) {
            int good = failing ? random.nextInt(2 * batch.size() + 1) : batch.size();
            if (good == 0) {
                throw new IllegalStateException("on purpose");
            }
            if (good >= batch.size() || !run.settings.reportBatchItemFailures()) {
                finish(batch);
                return MappingRun.ALL_PROCESSED;
            }
            finish(batch.subList(0, good));
            return new StreamsEventResponse(
                    List.of(new BatchItemFailure(numbers.get(batch.get(good)))));
        }

        private boolean discarded(DiscardedBatch batch) {
            if (failing && random.nextInt(3) == 0) {
                throw new IllegalStateException("away, on purpose");
            }
            finish(batch.records().stream().map(record -> record.eventID()).toList());
            return true;
        }

        private void finish(List<String> changes) {
            for (String change : changes) {
                String[] parts = change.split(":", -1);
                int number = Integer.parseInt(parts[1]);
                // A start may repeat what was done, and goes on from there without a gap.
                Integer before = newestDone.put(parts[0], number);
                if (before != null) {
                    assertThat(number).as(change).isEqualTo(before + 1);
                } else {
                    earlierOnesAreDone(parts[0], number);
                }
                done.add(change);
            }
        }

        private void earlierOnesAreDone(String key, int number) {
            IntStream.range(1, number).forEach(i -> assertThat(done).contains(key + ":" + i));
        }

        private void noCheckpointIsAhead() {
            run.checkpoint()
                    .forEach((shard, place) ->
                            written.get(shard).stream()
                                    .filter(change -> isBelow(change, place))
                                    .forEach(change -> assertThat(done).contains(change)));
        }

        private void isCheckpointedToItsEnd(String shard, List<String> changes) {
            String place = run.checkpoint().get(shard);
            if (!shard.equals(open)) {
                assertThat(place).isEqualTo(Checkpoints.SHARD_END);
            } else if (!changes.isEmpty()) {
                assertThat(place).isEqualTo(numbers.get(changes.getLast()));
            }
        }

        private boolean isBelow(String change, String place) {
            return place.equals(Checkpoints.SHARD_END) || numbers.get(change).compareTo(place) <= 0;
        }

        private static Set<String> keys(List<String> batch) {
            Set<String> keys = new HashSet<>();
            batch.forEach(change -> keys.add(change.split(":", -1)[0]));
            return keys;
        }
    }
}
