package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Document;
import io.micronaut.json.tree.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonBodyTest {

    private static final String FORTY_DIGITS = "1".repeat(40);

    static List<Arguments> wrongBodies() {
        return List.of(
                Arguments.of("", "Line 1, column 1: the body is empty, expected one JSON object."),
                Arguments.of(
                        " \n ", "Line 2, column 2: the body is empty, expected one JSON object."),
                Arguments.of("[{}]", "Line 1, column 1: expected a JSON object as the whole body."),
                Arguments.of(
                        "\n\"x\"", "Line 2, column 1: expected a JSON object as the whole body."),
                Arguments.of("null", "Line 1, column 1: expected a JSON object as the whole body."),
                Arguments.of("{} {}", "Line 1, column 4: expected nothing after the JSON object."),
                Arguments.of("{}x", "Line 1, column 3: expected nothing after the JSON object."),
                Arguments.of(
                        "{\r\n \"é👩\": 1 2}",
                        "Line 2, column 10: expected a comma or } after a member."),
                Arguments.of(
                        "{\"a\" 1}",
                        "Line 1, column 6: expected a colon after the name of a member."),
                Arguments.of(
                        "{\"a\":1,}",
                        "Line 1, column 8: expected the name of a member in double quotes."),
                Arguments.of(
                        "{a:1}",
                        "Line 1, column 2: expected the name of a member in double quotes."),
                Arguments.of(
                        "{\"a\":[1 2]}", "Line 1, column 9: expected a comma or ] after a value."),
                Arguments.of(
                        "{\"a\":01}",
                        "Line 1, column 6: a number must not begin with a zero that another digit"
                                + " follows."),
                Arguments.of("{\"a\":1.}", "Line 1, column 8: expected a digit of a number."),
                Arguments.of(
                        "{\"a\":" + FORTY_DIGITS + "1}",
                        "Line 1, column 6: expected a number of at most 40 characters."),
                Arguments.of(
                        "{\"a\":-" + FORTY_DIGITS + "}",
                        "Line 1, column 6: expected a number of at most 40 characters."),
                Arguments.of(
                        "{\"a\":1e99999999999}",
                        "Line 1, column 6: the exponent of a number is too large."),
                Arguments.of(
                        "{\"a\":\"x\ny\"}",
                        "Line 1, column 8: a control character in a string must be escaped."),
                Arguments.of(
                        "{\"a\":\"\\x\"}",
                        "Line 1, column 7: a backslash in a string must be followed by one of \" \\"
                                + " / b f n r t u."),
                Arguments.of(
                        "{\"a\":\"\\u12g4\"}",
                        "Line 1, column 7: \\u in a string must be followed by four hexadecimal"
                                + " digits."),
                Arguments.of("{\"a\":\"x", "Line 1, column 8: the body ends inside a string."),
                Arguments.of(
                        "{\"a\":[1,",
                        "Line 1, column 9: the body ends before the JSON object is complete."),
                Arguments.of(
                        "{\"a\":NaN}",
                        "Line 1, column 6: expected a value: an object, an array, a string in double"
                                + " quotes, a number, true, false or null."),
                Arguments.of(
                        "{\"a\":'x'}",
                        "Line 1, column 6: expected a value: an object, an array, a string in double"
                                + " quotes, a number, true, false or null."),
                Arguments.of(
                        "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}",
                        "Line 1, column 37: expected at most 32 levels of nesting."),
                Arguments.of(
                        "{\"a\":1,\"items\":[{\"b~\":1,\r\"b\\u007e\":2}]}",
                        "Line 2, column 1: duplicate member /items/0/b~0."),
                Arguments.of(
                        "{\"a\":1,\uFEFF\"b\":1}",
                        "Line 1, column 8: expected the name of a member in double quotes."));
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void a_body_that_is_no_json_object_is_told_the_place_and_the_one_rule_that_it_breaks(
            String body, String detail) {
        assertThat(refused(body.getBytes(StandardCharsets.UTF_8)).detail()).isEqualTo(detail);
    }

    @Test
    void a_duplicate_member_is_named_by_a_pointer() {
        Problem problem = refused("{\"a\":{\"b\":1,\"b\":2}}".getBytes(StandardCharsets.UTF_8));

        assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_REQUEST);
        assertThat(problem.members().values()).containsEntry("pointer", new Document.Text("/a/b"));
    }

    @Test
    void a_very_long_name_is_repeated_by_its_beginning_alone() {
        String name = "👩".repeat(60_000);

        Problem problem =
                refused(
                        "{\"%s\":1,\"%s\":2}"
                                .formatted(name, name)
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(problem.detail())
                .isEqualTo("Line 1, column 60007: duplicate member /" + "👩".repeat(64) + "….");
    }

    @Test
    void a_byte_that_is_not_utf_8_is_told_by_its_number() {
        assertThat(refused(new byte[] {'{', '"', (byte) 0xC3, '(', '"'}).detail())
                .isEqualTo("Byte 3: expected UTF-8.");
        assertThat(refused(new byte[] {'{', '}', (byte) 0xE2, (byte) 0x82}).detail())
                .isEqualTo("Byte 3: expected UTF-8.");
        assertThat(refused("{}".getBytes(StandardCharsets.UTF_16)).detail())
                .isEqualTo("Byte 1: expected UTF-8.");
    }

    @Test
    void a_byte_order_mark_is_skipped_at_the_start_and_nowhere_else() {
        assertThat(parsed("\uFEFF{\"a\":1}").get("a").getIntValue()).isEqualTo(1);
        for (String body : List.of("\uFEFF\uFEFF{}", "{}\uFEFF", " \uFEFF{}", "{\uFEFF}")) {
            assertThat(refused(body.getBytes(StandardCharsets.UTF_8)).type())
                    .isEqualTo(ProblemType.MALFORMED_REQUEST);
        }
        assertThat(refused("\uFEFF".getBytes(StandardCharsets.UTF_8)).detail())
                .isEqualTo("Line 1, column 1: the body is empty, expected one JSON object.");
        assertThat(refused("\uFEFF{\"a\" 1}".getBytes(StandardCharsets.UTF_8)).detail())
                .startsWith("Line 1, column 6: ");
        assertThat(refused(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', (byte) 0xFF}))
                .extracting(Problem::detail)
                .as("a byte is counted with the mark, which is three of them")
                .isEqualTo("Byte 5: expected UTF-8.");
    }

    @Test
    void what_json_allows_is_read() {
        JsonNode body =
                parsed(
                        " {\t\"a\" : -0.5e+1 , \"b\":\"\\u00e9\\ud83d\\udc69\\n/\\/\",\r\n\"c\":["
                                + " ] ,\"d\":{ },\"e\":true,\"f\":null, \"g\":"
                                + FORTY_DIGITS
                                + "} ");

        assertThat(body.size()).isEqualTo(7);
        assertThat(body.get("b").getStringValue()).isEqualTo("é👩\n//");
        assertThat(parsed("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}").size()).isOne();
    }

    /** The JSON library decides what is refused; the search for the fault must never disagree. */
    @Test
    void a_fault_is_found_exactly_where_the_json_library_refuses_a_body() {
        String pieces = "{}[]\",:\\ \n01-+.eEu/atrufalsn#'\uFEFF\u0001é👩";
        String good =
                "{\"a\":[1,-2.5e3,\"x\\u00e9\\n\",true,false,null,{}],\"b\":{\"c\":0,\"d\":[]}}";
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder(good);
            int changes = random.nextInt(4);
            for (int n = 0; n < changes; n++) {
                int place = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(place);
                    case 1 -> text.insert(place, pieces.charAt(random.nextInt(pieces.length())));
                    default ->
                            text.setCharAt(place, pieces.charAt(random.nextInt(pieces.length())));
                }
            }
            String body =
                    new String(
                            text.toString().getBytes(StandardCharsets.UTF_8),
                            StandardCharsets.UTF_8);
            boolean isRead;
            try {
                parsed(body);
                isRead = true;
            } catch (ProblemException refused) {
                isRead = false;
                assertThat(refused.problem().detail())
                        .as("seed %d: %s", seed, body)
                        .startsWith("Line ");
            }
            if (!body.startsWith("\uFEFF")) {
                assertThat(JsonSyntax.find(body) == null)
                        .as("seed %d: %s", seed, body)
                        .isEqualTo(isRead);
            }
        }
    }

    private static JsonNode parsed(String body) {
        return JsonBody.parse(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Problem refused(byte[] body) {
        ProblemException[] thrown = new ProblemException[1];
        assertThatThrownBy(() -> JsonBody.parse(ByteBuffer.wrap(body)))
                .isInstanceOfSatisfying(ProblemException.class, e -> thrown[0] = e);
        return thrown[0].problem();
    }
}
