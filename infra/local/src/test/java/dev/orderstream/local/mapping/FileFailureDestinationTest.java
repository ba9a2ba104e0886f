package dev.orderstream.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.orderstream.local.mapping.DiscardedBatch.Condition;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class FileFailureDestinationTest {

    private static final String ARN = "arn:aws:dynamodb:local:0:table/events/stream/2026-01-01";
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir Path directory;

    @Test
    @AwsDocs(
            value = AwsDocs.ERRORS,
            says =
                    "the invocation record that goes to an S3 destination, field by field, and the name of the"
                            + " object")
    void a_file_says_what_is_known_of_the_invocation() throws Exception {
        // when
        destination().discarded(batch(3, true));
        // then
        Path file = onlyFile();
        assertThat(file.getParent()).isEqualTo(directory.resolve("failures/shard-1"));
        assertThat(file.getFileName().toString())
                .matches("2026-01-02T03\\.04\\.05-[0-9a-f-]{36}\\.json");
        assertThat(fields(file))
                .containsEntry("requestContext/requestId", "request-1")
                .containsEntry(
                        "requestContext/functionArn",
                        "arn:aws:lambda:local:000000000000:function:projector")
                .containsEntry("requestContext/condition", "RetryAttemptsExhausted")
                .containsEntry("requestContext/approximateInvokeCount", "3")
                .containsEntry("responseContext/statusCode", "200")
                .containsEntry("responseContext/executedVersion", "$LATEST")
                .containsEntry("responseContext/functionError", "Unhandled")
                .containsEntry("version", "1.0")
                .containsEntry("timestamp", "2026-01-02T03:04:05.678Z")
                .containsEntry("DDBStreamBatchInfo/shardId", "shard-1")
                .containsEntry("DDBStreamBatchInfo/startSequenceNumber", "001")
                .containsEntry("DDBStreamBatchInfo/endSequenceNumber", "002")
                .containsEntry(
                        "DDBStreamBatchInfo/approximateArrivalOfFirstRecord",
                        "2026-01-02T03:00:00Z")
                .containsEntry(
                        "DDBStreamBatchInfo/approximateArrivalOfLastRecord", "2026-01-02T03:00:01Z")
                .containsEntry("DDBStreamBatchInfo/batchSize", "2")
                .containsEntry("DDBStreamBatchInfo/streamArn", ARN)
                .containsKey("payload")
                .hasSize(17);
    }

    @Test
    @AwsDocs(
            value = AwsDocs.ERRORS,
            says = "for S3, the payload is the whole invocation record as an escaped JSON string")
    void the_payload_is_the_whole_event_as_lambda_itself_reads_it() throws Exception {
        // when
        DiscardedBatch batch = batch(1, true);
        destination().discarded(batch);
        // then
        DynamodbEvent event =
                LambdaEventSerializers.serializerFor(
                                DynamodbEvent.class, getClass().getClassLoader())
                        .fromJson(fields(onlyFile()).get("payload"));
        assertThat(event).isEqualTo(StreamEvents.of(batch.records(), ARN));
    }

    @Test
    @AwsDocs(
            value = AwsDocs.ERRORS,
            says =
                    "functionError is what a function error leaves; what a reported failure leaves, and records"
                            + " that were never sent, is not documented")
    void only_what_happened_is_told() throws Exception {
        // when
        destination().discarded(batch(2, false));
        // then
        assertThat(fields(onlyFile()))
                .containsKey("responseContext/statusCode")
                .doesNotContainKey("responseContext/functionError");
    }

    @Test
    void records_that_were_never_sent_have_no_response() throws Exception {
        // when
        destination().discarded(batch(0, false));
        // then
        assertThat(fields(onlyFile()).keySet())
                .noneMatch(field -> field.startsWith("responseContext"));
    }

    @Test
    void each_batch_has_a_file_of_its_own() throws Exception {
        // when
        destination().discarded(batch(1, true));
        destination().discarded(batch(1, true));
        // then
        try (var files = Files.list(directory.resolve("failures/shard-1"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void a_directory_that_can_not_be_written_is_told() throws Exception {
        // given
        Files.writeString(directory.resolve("failures"), "a file in the way");
        // then
        assertThatThrownBy(() -> destination().discarded(batch(1, true)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("failures");
    }

    private FileFailureDestination destination() {
        return new FileFailureDestination(directory.resolve("failures"));
    }

    private Path onlyFile() throws Exception {
        try (var files = Files.walk(directory)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }

    /** All values of a file, by the path of their names. */
    private static Map<String, String> fields(Path file) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue()) {
                    String path = json.getParsingContext().pathAsPointer().toString();
                    fields.put(path.substring(1), json.getText());
                }
            }
        }
        return fields;
    }

    private static DiscardedBatch batch(int invocations, boolean threw) {
        return new DiscardedBatch(
                "projector",
                "request-1",
                Condition.RETRY_ATTEMPTS_EXHAUSTED,
                invocations,
                threw,
                AT,
                ARN,
                "shard-1",
                List.of(
                        record("001", Instant.parse("2026-01-02T03:00:00Z")),
                        record("002", Instant.parse("2026-01-02T03:00:01Z"))));
    }

    private static Record record(String number, Instant created) {
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, 1, -1});
        Map<String, AttributeValue> image =
                Map.of(
                        "s", AttributeValue.fromS("text \" with \u00e4\n"),
                        "n", AttributeValue.fromN("1.50"),
                        "b", AttributeValue.fromB(bytes),
                        "ss", AttributeValue.fromSs(List.of("x", "y")),
                        "ns", AttributeValue.fromNs(List.of("1", "2")),
                        "bs", AttributeValue.fromBs(List.of(bytes)),
                        "m", AttributeValue.fromM(Map.of("l", AttributeValue.fromBool(false))),
                        "l", AttributeValue.fromL(List.of(AttributeValue.fromNul(true))));
        return Record.builder()
                .eventID("id-" + number)
                .eventName(OperationType.MODIFY)
                .eventVersion("1.1")
                .awsRegion("local")
                .userIdentity(
                        Identity.builder()
                                .principalId("dynamodb.amazonaws.com")
                                .type("Service")
                                .build())
                .dynamodb(
                        StreamRecord.builder()
                                .approximateCreationDateTime(created)
                                .keys(Map.of("k", AttributeValue.fromS("1")))
                                .newImage(image)
                                .oldImage(Map.of("k", AttributeValue.fromS("1")))
                                .sequenceNumber(number)
                                .sizeBytes(42L)
                                .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                                .build())
                .build();
    }
}
