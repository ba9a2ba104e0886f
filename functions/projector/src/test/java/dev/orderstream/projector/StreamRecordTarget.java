package dev.orderstream.projector;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import dev.orderstream.dynamodb.CommitSchema;
import dev.orderstream.eventsourcing.projector.CatchUp;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.projector.Projector;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Projections;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.runtime.MetricLines;
import dev.orderstream.testing.Samples;
import dev.orderstream.testkit.FuzzedInput;
import dev.orderstream.testkit.InMemoryDiscards;
import dev.orderstream.testkit.InMemoryEventStore;
import dev.orderstream.testkit.InMemoryHeartbeats;
import dev.orderstream.testkit.InMemoryNotices;
import dev.orderstream.testkit.InMemoryViewStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Any records beside those of an order, fewer than are taken for our own fault: no exception, none
 * that has to come again, and the order's view is as if they had not been there.
 */
public final class StreamRecordTarget {

    private static final int ODD_RECORDS_MAX = 8;
    private static final int CHANGES_MAX = 4;
    private static final long FIRST_PLACE = 1_000;

    private static final ViewKey ORDER = new ViewKey("ORDER", Samples.ORDER_ID, "VIEW");

    /** Streams of each kind that is known, and of none. */
    private static final List<String> STREAMS =
            List.of(
                    "Order-0199d2f0-5b6a-7c3e-9f10-2a4b6c8d0e20",
                    "Order-no-id",
                    "Stock-sku-1",
                    "Customer-c-1",
                    "Heartbeat-2026-11-21-7",
                    "Unknown-1");

    private static final View UNDISTURBED = view(List.of()).orElseThrow();

    private StreamRecordTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzedInput input = new FuzzedInput(bytes);
        List<DynamodbStreamRecord> odd = new ArrayList<>();
        while (input.hasMore() && odd.size() < ODD_RECORDS_MAX) {
            odd.add(record(input));
        }
        View view = view(odd).orElseThrow(() -> new AssertionError("the order has no view"));
        if (!view.body().summary().equals(UNDISTURBED.body().summary())
                || view.version() != UNDISTURBED.version()) {
            throw new AssertionError("expected " + UNDISTURBED + ", got " + view);
        }
    }

    /** The order's view after a batch of its records with others between them. */
    private static Optional<View> view(List<DynamodbStreamRecord> odd) {
        List<DynamodbStreamRecord> records = new ArrayList<>();
        for (int i = 0; i < Math.max(odd.size(), FuzzedItems.ORDER.size()); i++) {
            if (i < odd.size()) {
                records.add(odd.get(i));
            }
            if (i < FuzzedItems.ORDER.size()) {
                records.add(FuzzedItems.ORDER.get(i));
            }
        }
        InMemoryEventStore events = new InMemoryEventStore();
        FuzzedItems.ORDER.forEach(record ->
                events.append(
                        List.of(
                                CommitSchema.read(
                                        StreamImages.toSdk(record.getDynamodb().getNewImage())))));
        InMemoryViewStore views = new InMemoryViewStore();
        ReadModel readModel =
                new ReadModel(
                        1,
                        ReadModel.Role.SERVING,
                        new CatchUp(events, views, Projections.ALL, new InMemoryDiscards()),
                        ParkedStreams.serving(new InMemoryNotices(), 1));
        BatchProjector projector =
                new BatchProjector(
                        new Projector(
                                () -> List.of(readModel),
                                new InMemoryHeartbeats(),
                                tasks -> tasks.forEach(Runnable::run),
                                InstantSource.fixed(Instant.EPOCH)),
                        new ProjectorMetrics(MetricLines.Format.EMBEDDED, "orderstream"));
        DynamodbEvent batch = new DynamodbEvent();
        batch.setRecords(records);
        StreamsEventResponse answer = projector.project(batch);
        if (!answer.getBatchItemFailures().isEmpty()) {
            throw new AssertionError("has to come again: " + answer.getBatchItemFailures());
        }
        return views.read(ORDER, Consistency.STRONG);
    }

    /** A record that Lambda may bring, of an item that anybody may have written. */
    private static DynamodbStreamRecord record(FuzzedInput input) {
        DynamodbStreamRecord record = new DynamodbStreamRecord();
        record.setEventName(List.of("INSERT", "INSERT", "MODIFY", "REMOVE").get(input.choice(4)));
        StreamRecord data = new StreamRecord();
        data.setSequenceNumber(Long.toString(FIRST_PLACE + input.choice(256)));
        data.setKeys(keys(input));
        if (input.choice(8) > 0) {
            data.setNewImage(image(input));
        }
        record.setDynamodb(data);
        return record;
    }

    /** Never one of the very order: what it would say is believed. */
    private static Map<String, AttributeValue> image(FuzzedInput input) {
        Map<String, AttributeValue> image = new HashMap<>(FuzzedItems.sound(input));
        image.put("stream_id", new AttributeValue().withS(STREAMS.getFirst()));
        return input.choice(8) == 0
                ? FuzzedItems.any(input, 0).getM()
                : FuzzedItems.spoiled(image, input, input.choice(CHANGES_MAX));
    }

    private static Map<String, AttributeValue> keys(FuzzedInput input) {
        Map<String, AttributeValue> keys = new HashMap<>();
        String stream = STREAMS.get(input.choice(STREAMS.size()));
        keys.put("stream_id", new AttributeValue().withS(stream));
        keys.put("version", new AttributeValue().withN(Integer.toString(input.choice(5))));
        return switch (input.choice(8)) {
            case 0 -> FuzzedItems.spoiled(keys, input, 1);
            default -> keys;
        };
    }
}
