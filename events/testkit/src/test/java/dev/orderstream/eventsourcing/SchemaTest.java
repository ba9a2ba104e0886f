package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Document.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {

    /** Each step notes itself behind those before it. */
    private static final Schema FOUR_VERSIONS =
            Schema.first()
                    .then(data -> noted(data, " 1-2"))
                    .then(data -> noted(data, " 2-3"))
                    .then(data -> noted(data, " 3-4"));

    private static final Fields STORED = Document.fields().put("steps", "stored").build();

    @Test
    void a_schema_without_steps_has_one_version() {
        assertThat(Schema.first().oldest()).isEqualTo(1);
        assertThat(Schema.first().current()).isEqualTo(1);
    }

    @Test
    void each_step_leads_to_one_more_version() {
        assertThat(FOUR_VERSIONS.oldest()).isEqualTo(1);
        assertThat(FOUR_VERSIONS.current()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"1, stored 1-2 2-3 3-4", "2, stored 2-3 3-4", "3, stored 3-4", "4, stored"})
    void data_takes_the_steps_from_its_version_on_in_their_order_and_no_other(
            int version, String steps) {
        assertThat(FOUR_VERSIONS.lift(version, STORED).text("steps")).isEqualTo(steps);
    }

    @Test
    void a_schema_that_begins_later_counts_from_there() {
        Schema schema = Schema.startingAt(3).then(data -> noted(data, " 3-4"));

        assertThat(schema.oldest()).isEqualTo(3);
        assertThat(schema.current()).isEqualTo(4);
        assertThat(schema.lift(3, STORED).text("steps")).isEqualTo("stored 3-4");
        assertThat(schema.lift(4, STORED)).isEqualTo(STORED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2, 5, 99, Integer.MAX_VALUE})
    void what_is_newer_or_too_old_is_never_guessed(int version) {
        Schema schema = Schema.startingAt(3).then(data -> noted(data, " 3-4"));

        assertThatThrownBy(() -> schema.lift(version, STORED))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("this code reads schema 3 to 4, stored is " + version);
    }

    @Test
    void a_further_step_leaves_the_schema_that_it_follows_as_it_was() {
        Schema first = Schema.first();
        Schema second = first.then(data -> data);

        assertThat(first.current()).isEqualTo(1);
        assertThat(second.current()).isEqualTo(2);
    }

    @Test
    void versions_count_from_1() {
        assertThatThrownBy(() -> Schema.startingAt(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("version: expected 1 or more, got 0");
    }

    private static Fields noted(Fields data, String step) {
        return data.with("steps", new Text(data.text("steps") + step));
    }
}
