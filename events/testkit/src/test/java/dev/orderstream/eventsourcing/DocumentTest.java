package dev.orderstream.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Document.Decimal;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Document.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DocumentTest {

    private final Fields fields =
            Document.fields()
                    .put("text", "words")
                    .put("half", new BigDecimal("0.5"))
                    .put("large", 3_000_000_000L)
                    .put("count", 7)
                    .put("inner", Document.fields().put("text", "deep").build())
                    .put("texts", List.of("a", "b"), Text::new)
                    .put(
                            "items",
                            List.of(1, 2),
                            n -> Document.fields().put("n", n.longValue()).build())
                    .build();

    @Test
    void decimals_are_equal_by_value() {
        assertThat(decimal("25.20")).isEqualTo(decimal("25.2")).hasSameHashCodeAs(decimal("25.2"));
        assertThat(decimal("1000")).isEqualTo(decimal("1E+3"));
        assertThat(decimal("0.00")).isEqualTo(decimal("-0"));
        assertThat(decimal("25.2")).isNotEqualTo(decimal("25.21"));
    }

    @Test
    void fields_are_equal_in_any_order_of_their_names() {
        Fields one = Document.fields().put("a", 1).put("b", "x").build();
        Fields other = Document.fields().put("b", "x").put("a", new BigDecimal("1.0")).build();

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(Document.fields().put("a", 1).build());
    }

    @Test
    void fields_keep_their_order_for_the_reader() {
        assertThat(fields.values().keySet())
                .containsExactly("text", "half", "large", "count", "inner", "texts", "items");
    }

    @Test
    void fields_with_one_more_or_one_less_leave_the_others_as_they_are() {
        Fields two = Document.fields().put("a", 1).put("b", "x").build();

        assertThat(two.with("c", new Text("y")).values().keySet()).containsExactly("a", "b", "c");
        assertThat(two.with("a", new Text("y")).text("a")).isEqualTo("y");
        assertThat(two.without("a")).isEqualTo(Document.fields().put("b", "x").build());
        assertThat(two.without("z")).isEqualTo(two);
        assertThat(two).isEqualTo(Document.fields().put("a", 1).put("b", "x").build());
    }

    @Test
    void a_text_is_no_decimal() {
        assertThat((Document) new Text("1")).isNotEqualTo(decimal("1"));
    }

    @Test
    void fields_are_read_by_name_and_kind() {
        assertThat(fields.text("text")).isEqualTo("words");
        assertThat(fields.textOrNull("text")).isEqualTo("words");
        assertThat(fields.decimal("half")).isEqualByComparingTo("0.5");
        assertThat(fields.integer("count")).isEqualTo(7);
        assertThat(fields.fields("inner").text("text")).isEqualTo("deep");
        assertThat(fields.list("items", item -> item.integer("n"))).containsExactly(1, 2);
    }

    @Test
    void a_value_that_is_null_leaves_its_field_out() {
        Fields built =
                Document.fields().put("text", (String) null).put("d", (BigDecimal) null).build();

        assertThat(built).isEqualTo(Fields.NONE);
        assertThat(built.textOrNull("text")).isNull();
    }

    @Test
    void a_field_that_is_missing_is_told_by_its_name() {
        assertUnreadable(() -> fields.text("gone"), "field gone is missing");
        assertUnreadable(() -> fields.decimal("gone"), "field gone is missing");
        assertUnreadable(() -> fields.integer("gone"), "field gone is missing");
        assertUnreadable(() -> fields.fields("gone"), "field gone is missing");
        assertUnreadable(() -> fields.list("gone", item -> item), "field gone is missing");
    }

    @Test
    void a_field_of_another_kind_is_told_by_its_name() {
        assertUnreadable(() -> fields.text("count"), "field count: expected Text, got Decimal");
        assertUnreadable(
                () -> fields.textOrNull("count"), "field count: expected Text, got Decimal");
        assertUnreadable(() -> fields.decimal("text"), "field text: expected Decimal, got Text");
        assertUnreadable(
                () -> fields.fields("items"), "field items: expected Fields, got Sequence");
        assertUnreadable(
                () -> fields.list("texts", item -> item), "field texts: expected Fields, got Text");
    }

    @Test
    void a_number_that_is_not_whole_or_too_large_is_no_integer() {
        assertUnreadable(() -> fields.integer("half"), "field half: expected a whole number");
        assertUnreadable(() -> fields.integer("large"), "field large: expected a whole number");
    }

    @Test
    void a_document_does_not_change_with_what_it_was_made_of() {
        Map<String, Document> values = new HashMap<>(Map.of("a", new Text("1")));
        List<Document> list = new ArrayList<>(List.of(new Text("1")));
        Fields made = new Fields(values);
        Document.Sequence sequence = new Document.Sequence(list);

        values.put("b", new Text("2"));
        list.clear();

        assertThat(made.values()).containsOnlyKeys("a");
        assertThat(sequence.values()).hasSize(1);
    }

    @Test
    void fields_with_one_more_are_others() {
        Fields more = fields.with("more", new Text("said"));

        assertThat(more.text("more")).isEqualTo("said");
        assertThat(more.text("text")).isEqualTo("words");
        assertThat(more.values().keySet()).startsWith("text", "half").endsWith("more");
        assertThat(fields.textOrNull("more")).isNull();
    }

    @Test
    void fields_with_another_value_for_one_keep_the_rest_and_its_place() {
        Fields other = fields.with("half", decimal("0.25"));

        assertThat(other.decimal("half")).isEqualByComparingTo("0.25");
        assertThat(other.values().keySet()).isEqualTo(fields.values().keySet());
        assertThat(other.values().keySet()).startsWith("text", "half", "large");
        assertThat(fields.decimal("half")).isEqualByComparingTo("0.5");
    }

    private static Decimal decimal(String text) {
        return new Decimal(new BigDecimal(text));
    }

    private static void assertUnreadable(ThrowingCallable read, String message) {
        assertThatThrownBy(read).isInstanceOf(UnreadableException.class).hasMessage(message);
    }
}
