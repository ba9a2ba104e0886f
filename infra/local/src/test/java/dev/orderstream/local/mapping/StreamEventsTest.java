package dev.orderstream.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class StreamEventsTest {

    private static final String ARN = "arn:aws:dynamodb:local:0:table/events/stream/2026-01-01";
    private static final SdkBytes BYTES = SdkBytes.fromByteArray(new byte[] {0, 1, -1});

    @Test
    void a_record_carries_all_that_a_mapping_gives() {
        // given
        Record record =
                Record.builder()
                        .eventID("id-1")
                        .eventName(OperationType.MODIFY)
                        .eventVersion("1.1")
                        .eventSource("other")
                        .awsRegion("local")
                        .userIdentity(
                                Identity.builder()
                                        .principalId("dynamodb.amazonaws.com")
                                        .type("Service")
                                        .build())
                        .dynamodb(
                                StreamRecord.builder()
                                        .approximateCreationDateTime(
                                                Instant.ofEpochSecond(1_800_000_000))
                                        .keys(Map.of("k", value("1")))
                                        .newImage(Map.of("k", value("1"), "v", value("new")))
                                        .oldImage(Map.of("k", value("1"), "v", value("old")))
                                        .sequenceNumber("000000000000000000007")
                                        .sizeBytes(42L)
                                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                                        .build())
                        .build();
        // when
        DynamodbStreamRecord event = StreamEvents.of(List.of(record), ARN).getRecords().get(0);
        // then
        assertThat(event.getEventID()).isEqualTo("id-1");
        assertThat(event.getEventName()).isEqualTo("MODIFY");
        assertThat(event.getEventVersion()).isEqualTo("1.1");
        assertThat(event.getEventSource()).isEqualTo("aws:dynamodb");
        assertThat(event.getAwsRegion()).isEqualTo("local");
        assertThat(event.getEventSourceARN()).isEqualTo(ARN);
        assertThat(event.getUserIdentity().getPrincipalId()).isEqualTo("dynamodb.amazonaws.com");
        assertThat(event.getUserIdentity().getType()).isEqualTo("Service");
        var change = event.getDynamodb();
        assertThat(change.getApproximateCreationDateTime()).isEqualTo("2027-01-15T08:00:00Z");
        assertThat(change.getKeys()).isEqualTo(Map.of("k", new AttributeValue("1")));
        assertThat(change.getNewImage().get("v").getS()).isEqualTo("new");
        assertThat(change.getOldImage().get("v").getS()).isEqualTo("old");
        assertThat(change.getSequenceNumber()).isEqualTo("000000000000000000007");
        assertThat(change.getSizeBytes()).isEqualTo(42L);
        assertThat(change.getStreamViewType()).isEqualTo("NEW_AND_OLD_IMAGES");
    }

    @Test
    void an_image_that_a_change_does_not_have_is_absent() {
        // given
        Record insert =
                Record.builder()
                        .eventName(OperationType.INSERT)
                        .dynamodb(StreamRecord.builder().keys(Map.of("k", value("1"))).build())
                        .build();
        // when
        var change = StreamEvents.of(List.of(insert), ARN).getRecords().get(0).getDynamodb();
        // then
        assertThat(change.getNewImage()).isNull();
        assertThat(change.getOldImage()).isNull();
    }

    @Test
    void attributes_of_every_type_arrive_as_they_are() {
        assertThat(converted(value("text"))).isEqualTo(new AttributeValue().withS("text"));
        assertThat(converted(value(""))).isEqualTo(new AttributeValue().withS(""));
        assertThat(converted(sdk().n("1.50").build()))
                .isEqualTo(new AttributeValue().withN("1.50"));
        assertThat(converted(sdk().b(BYTES).build()))
                .isEqualTo(new AttributeValue().withB(buffer()));
        assertThat(converted(sdk().ss("a", "b").build()))
                .isEqualTo(new AttributeValue().withSS("a", "b"));
        assertThat(converted(sdk().ns("1", "2").build()))
                .isEqualTo(new AttributeValue().withNS("1", "2"));
        assertThat(converted(sdk().bs(BYTES).build()))
                .isEqualTo(new AttributeValue().withBS(buffer()));
        assertThat(converted(sdk().bool(false).build()))
                .isEqualTo(new AttributeValue().withBOOL(false));
        assertThat(converted(sdk().nul(true).build()))
                .isEqualTo(new AttributeValue().withNULL(true));
    }

    @Test
    void lists_and_maps_arrive_with_all_that_is_in_them() {
        // given
        var nested =
                sdk().m(Map.of("list", sdk().l(value("a"), sdk().m(Map.of()).build()).build()))
                        .build();
        // when
        AttributeValue event = converted(nested);
        // then
        assertThat(event.getM().get("list").getL())
                .containsExactly(new AttributeValue("a"), new AttributeValue().withM(Map.of()));
        assertThat(converted(sdk().l(List.of()).build()).getL()).isEmpty();
    }

    private static AttributeValue converted(
            software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
        return StreamAttributes.of(value);
    }

    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue.Builder sdk() {
        return software.amazon.awssdk.services.dynamodb.model.AttributeValue.builder();
    }

    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue value(
            String text) {
        return sdk().s(text).build();
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.wrap(BYTES.asByteArray());
    }
}
