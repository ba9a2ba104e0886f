package dev.orderstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.projector.Doorbell;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Found by fuzzing: some odd items let a whole batch fail, again and again. */
class DoorbellsTest {

    private static final AttributeValue STREAM = AttributeValue.fromS("Order-1");
    private static final AttributeValue VERSION = AttributeValue.fromN("7");
    private static final AttributeValue ODD =
            AttributeValue.fromM(Map.of("a", AttributeValue.fromN("1")));

    @Test
    void an_item_with_nothing_but_its_keys_is_a_doorbell_without_a_commit() {
        Optional<Doorbell> doorbell =
                Doorbells.read(BigInteger.ONE, Map.of("stream_id", STREAM, "version", VERSION));

        assertThat(doorbell)
                .contains(
                        new Doorbell(
                                BigInteger.ONE, new StreamId("Order", "1"), 7, Optional.empty()));
    }

    @Test
    void keys_of_another_type_are_no_commit_s() {
        assertThat(Doorbells.read(BigInteger.ONE, Map.of("stream_id", ODD, "version", VERSION)))
                .isEmpty();
        assertThat(Doorbells.read(BigInteger.ONE, Map.of("stream_id", STREAM, "version", ODD)))
                .isEmpty();
        assertThat(Doorbells.read(BigInteger.ONE, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream_id", "version", "recorded_at", "command_id", "user_id"})
    void a_map_where_a_commit_has_a_plain_value_is_told_as_unreadable(String name) {
        assertThatThrownBy(() -> CommitSchema.read(Map.of(name, ODD)))
                .isInstanceOf(UnreadableException.class);
    }
}
