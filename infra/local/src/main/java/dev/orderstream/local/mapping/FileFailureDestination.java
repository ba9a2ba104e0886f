package dev.orderstream.local.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * A directory with a JSON file for each batch that was given up, as Lambda writes it to a bucket on
 * S3: what is known of the invocation, and the whole event that the function was given.
 */
public final class FileFailureDestination implements FailureDestination {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** As Lambda names the object. */
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);

    private final Path directory;

    /**
     * Keeps the batches of one mapping.
     *
     * @param directory made when the first batch is given up
     */
    public FileFailureDestination(Path directory) {
        this.directory = directory;
    }

    @Override
    public void discarded(DiscardedBatch batch) {
        String name = FILE_TIME.format(batch.at()) + "-" + UUID.randomUUID() + ".json";
        Path file = directory.resolve(batch.shardId()).resolve(name);
        try {
            WholeFile.write(file, json(batch));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file, e);
        }
    }

    private static String json(DiscardedBatch batch) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            invocation(json, batch);
            json.writeStringField("version", "1.0");
            json.writeStringField(
                    "timestamp", batch.at().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeObjectFieldStart("DDBStreamBatchInfo");
            records(json, batch);
            json.writeEndObject();
            json.writeStringField("payload", EventJson.text(batch.records(), batch.streamArn()));
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void invocation(JsonGenerator json, DiscardedBatch batch) throws IOException {
        json.writeObjectFieldStart("requestContext");
        json.writeStringField("requestId", batch.requestId());
        json.writeStringField(
                "functionArn",
                "arn:aws:lambda:local:000000000000:function:" + batch.functionName());
        json.writeStringField("condition", batch.condition().text());
        json.writeNumberField("approximateInvokeCount", batch.invocations());
        json.writeEndObject();
        if (batch.invocations() == 0) {
            return;
        }
        json.writeObjectFieldStart("responseContext");
        json.writeNumberField("statusCode", 200);
        json.writeStringField("executedVersion", "$LATEST");
        if (batch.threw()) {
            json.writeStringField("functionError", "Unhandled");
        }
        json.writeEndObject();
    }

    private static void records(JsonGenerator json, DiscardedBatch batch) throws IOException {
        Record first = batch.records().getFirst();
        Record last = batch.records().getLast();
        json.writeStringField("shardId", batch.shardId());
        json.writeStringField("startSequenceNumber", first.dynamodb().sequenceNumber());
        json.writeStringField("endSequenceNumber", last.dynamodb().sequenceNumber());
        time(
                json,
                "approximateArrivalOfFirstRecord",
                first.dynamodb().approximateCreationDateTime());
        time(json, "approximateArrivalOfLastRecord", last.dynamodb().approximateCreationDateTime());
        json.writeNumberField("batchSize", batch.records().size());
        json.writeStringField("streamArn", batch.streamArn());
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant value)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }
}
