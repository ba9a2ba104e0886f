package dev.orderstream.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.dynamodb.TableDefinition;
import dev.orderstream.dynamodb.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB's published rules, for the project's tables. */
class UnitsTest {

    private static final TableDefinition EVENTS = Tables.STANDARD.events();
    private static final TableDefinition VIEWS = Tables.STANDARD.readModel(1);

    private static final Map<String, AttributeValue> NONE = Map.of();
    private static final int KB = 1_024;

    @Test
    void a_read_takes_a_unit_per_4_kb_of_all_its_items_and_half_of_it_when_eventually_consistent() {
        assertThat(Units.ofRead(List.of(commit(4 * KB)), true)).isEqualTo(reads(1));
        assertThat(Units.ofRead(List.of(commit(4 * KB + 1)), true)).isEqualTo(reads(2));
        assertThat(Units.ofRead(List.of(commit(4 * KB + 1)), false)).isEqualTo(reads(1));
        assertThat(Units.ofRead(List.of(commit(KB), commit(KB), commit(3 * KB)), false))
                .isEqualTo(reads(1));
    }

    @Test
    void a_read_that_finds_nothing_takes_a_unit_too() {
        assertThat(Units.ofRead(List.of(), true)).isEqualTo(reads(1));
        assertThat(Units.ofRead(List.of(NONE), false)).isEqualTo(reads(0.5));
    }

    @Test
    void a_read_of_many_keys_takes_units_of_each_item_and_one_where_there_is_none() {
        assertThat(Units.ofReadOfEach(List.of(commit(KB), commit(4 * KB + 1)), 2, true))
                .isEqualTo(reads(3));
        assertThat(Units.ofReadOfEach(List.of(commit(KB)), 3, false)).isEqualTo(reads(1.5));
    }

    @Test
    void a_write_takes_a_unit_per_kb_of_the_larger_of_what_was_and_what_is_there() {
        assertThat(Units.ofWrite(EVENTS, NONE, commit(KB), false)).isEqualTo(writes(1, 0));
        assertThat(Units.ofWrite(EVENTS, NONE, commit(KB + 1), false)).isEqualTo(writes(2, 0));
        assertThat(Units.ofWrite(EVENTS, commit(3 * KB), commit(KB), false))
                .isEqualTo(writes(3, 0));
    }

    @Test
    void a_transaction_writes_an_item_twice_and_its_indexes_once() {
        assertThat(Units.ofWrite(EVENTS, NONE, commit(KB + 1), true)).isEqualTo(writes(4, 0));
        assertThat(Units.ofWrite(VIEWS, NONE, view("pending", 10, 10), true))
                .isEqualTo(writes(2, 2));
    }

    @Test
    void an_index_is_written_where_what_it_copies_has_changed() {
        Map<String, AttributeValue> before = view("pending", 10, 10);

        assertThat(Units.ofWrite(VIEWS, before, view("pending", 10, 1_500), false))
                .isEqualTo(writes(2, 0));
        assertThat(Units.ofWrite(VIEWS, before, view("pending", 11, 10), false))
                .isEqualTo(writes(1, 2));
        assertThat(Units.ofWrite(VIEWS, before, view("pending", 1_500, 10), false))
                .isEqualTo(writes(2, 4));
    }

    @Test
    void an_item_that_moves_in_an_index_is_taken_out_and_put_in() {
        assertThat(Units.ofWrite(VIEWS, view("pending", 10, 10), view("shipped", 10, 10), false))
                .as("by_group has the group, by_owner knows nothing of it")
                .isEqualTo(writes(1, 2));
    }

    @Test
    void an_item_without_the_keys_of_an_index_is_not_in_it() {
        Map<String, AttributeValue> history =
                Map.of("pk", text("ORDER#1"), "sk", text("HISTORY#1"), "version", text("1"));

        assertThat(Units.ofWrite(VIEWS, NONE, history, false)).isEqualTo(writes(1, 0));
    }

    private static Units reads(double units) {
        return new Units(units, 0, 0);
    }

    private static Units writes(int units, int indexUnits) {
        return new Units(0, units, indexUnits);
    }

    /** Of just so many bytes. */
    private static Map<String, AttributeValue> commit(int bytes) {
        return Map.of("stream_id", text("x".repeat(bytes - "stream_id".length())));
    }

    private static Map<String, AttributeValue> view(
            String group, int summaryBytes, int detailsBytes) {
        Map<String, AttributeValue> view = new HashMap<>();
        view.put("pk", text("ORDER#1"));
        view.put("sk", text("VIEW"));
        view.put("list_owner", text("CUSTOMER#1"));
        view.put("list_group", text("CUSTOMER#1#" + group));
        view.put("list_sort", text("1"));
        view.put("summary", text("s".repeat(summaryBytes)));
        view.put("details", text("d".repeat(detailsBytes)));
        return view;
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
