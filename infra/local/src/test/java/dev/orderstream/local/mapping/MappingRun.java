package dev.orderstream.local.mapping;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.testbudget.RealTime;
import dev.orderstream.testkit.FakeTicker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A stream, a function and all that a mapping between them needs, stepped by hand. */
@RealTime(
        reason =
                "Runs a mapping on threads and the clock, as ./run does; most tests step it by hand.",
        minutesMax = 10)
final class MappingRun {

    static final StreamsEventResponse ALL_PROCESSED = new StreamsEventResponse(List.of());

    final FakeStreams streams = new FakeStreams();
    final FakeTicker ticker = new FakeTicker();
    final ManualSteps steps = new ManualSteps(ticker);

    /** The changes of each batch that the function was given. */
    final List<List<String>> batches = new CopyOnWriteArrayList<>();

    final List<DiscardedBatch> discarded = new ArrayList<>();

    /**
     * How often everything was caught up, and each time what the function had been given before.
     */
    final List<List<String>> catchUps = new CopyOnWriteArrayList<>();

    Checkpoints checkpoints = Checkpoints.inMemory();
    MappingSettings settings = new TestSettings().build();
    FailureDestination destination = discarded::add;
    Runnable catchUp = () -> {};
    volatile Function<List<String>, StreamsEventResponse> function = batch -> ALL_PROCESSED;

    MappingRun() {
        streams.clock(clock());
    }

    /** The time of day, which passes as the ticker's does. */
    Clock clock() {
        InstantSource time = () -> Instant.EPOCH.plusNanos(ticker.nanoTime());
        return time.withZone(ZoneOffset.UTC);
    }

    /** A mapping that is started and waits for time to pass. */
    EventSourceMapping start() {
        EventSourceMapping mapping = mapping(new Surroundings(steps, ticker, clock()));
        mapping.start();
        return mapping;
    }

    /** A mapping on threads of its own, not started. */
    EventSourceMapping threaded() {
        return mapping(
                new Surroundings(
                        Steps.onVirtualThreads("test"), Ticker.system(), Clock.systemUTC()));
    }

    private EventSourceMapping mapping(Surroundings surroundings) {
        return new EventSourceMapping(
                streams,
                FakeStreams.TABLE,
                new MappedFunction("projector", (requestId, event) -> handle(event)),
                settings,
                checkpoints,
                batch -> destination.discarded(batch),
                () -> {
                    catchUps.add(delivered());
                    catchUp.run();
                },
                surroundings);
    }

    private StreamsEventResponse handle(DynamodbEvent event) {
        List<String> changes =
                event.getRecords().stream().map(DynamodbStreamRecord::getEventID).toList();
        batches.add(changes);
        return function.apply(changes);
    }

    void pass(Duration duration) {
        steps.pass(duration);
    }

    List<String> delivered() {
        return batches.stream().flatMap(List::stream).toList();
    }

    Map<String, String> checkpoint() {
        return checkpoints.load(streams.streamArn());
    }

    static StreamsEventResponse failing(long... numbers) {
        return new StreamsEventResponse(
                Arrays.stream(numbers)
                        .mapToObj(FakeStreams::number)
                        .map(BatchItemFailure::new)
                        .toList());
    }
}
