package dev.orderstream.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body as exactly one JSON object in UTF-8: no duplicate members, nothing behind it, at
 * most 32 levels, numbers of at most 40 characters. Numbers stay exact.
 */
final class JsonBody {

    static final int LEVELS_MAX = 32;
    static final int NUMBER_CHARACTERS_MAX = 40;

    /** As JSON writes numbers. */
    static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

    /** UTF-8's byte-order mark. */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(LEVELS_MAX)
                                    .maxNumberLength(NUMBER_CHARACTERS_MAX)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private JsonBody() {}

    /**
     * The body's object.
     *
     * @throws ProblemException 400 where it is anything else
     */
    static JsonNode parse(ByteBuffer body) {
        String text = decode(body);
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refused(text);
            }
            JsonNode object = node(parser, text);
            if (parser.nextToken() != null) {
                throw refused(text);
            }
            return object;
        } catch (IOException e) {
            // The parser's own words may repeat what the caller sent.
            throw refused(text);
        }
    }

    /** The problem of a text that the parser has refused: where, and which rule it breaks. */
    private static ProblemException refused(String text) {
        JsonSyntax.Fault fault = JsonSyntax.find(text);
        if (fault == null) {
            return malformed("Expected one well-formed JSON object.");
        }
        Problem problem = Problem.of(ProblemType.MALFORMED_REQUEST, fault.in(text));
        String pointer = fault.pointer();
        return (pointer == null ? problem : problem.with("pointer", pointer)).asException();
    }

    /**
     * Strictly, before the parser sees it: it would guess at other encodings. A byte-order mark is
     * allowed at the start alone.
     */
    private static String decode(ByteBuffer body) {
        ByteBuffer bytes = body.duplicate();
        int start = bytes.position();
        if (bytes.remaining() >= MARK.length && isMark(bytes, start)) {
            bytes.position(start + MARK.length);
        }
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        if (result.isError()) {
            throw malformed("Byte %,d: expected UTF-8.".formatted(1 + bytes.position() - start));
        }
        return text.flip().toString();
    }

    private static boolean isMark(ByteBuffer bytes, int start) {
        return bytes.get(start) == MARK[0]
                && bytes.get(start + 1) == MARK[1]
                && bytes.get(start + 2) == MARK[2];
    }

    /** The value that the parser stands at; the parser bounds how deep this goes. */
    private static JsonNode node(JsonParser parser, String text) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, text);
            case START_ARRAY -> array(parser, text);
            case VALUE_STRING -> JsonNode.createStringNode(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    JsonNode.createNumberNode(number(parser, text));
            case VALUE_TRUE -> JsonNode.createBooleanNode(true);
            case VALUE_FALSE -> JsonNode.createBooleanNode(false);
            case VALUE_NULL -> JsonNode.nullNode();
            default -> throw refused(text);
        };
    }

    private static JsonNode object(JsonParser parser, String text) throws IOException {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, node(parser, text));
        }
        return JsonNode.createObjectNode(members);
    }

    private static JsonNode array(JsonParser parser, String text) throws IOException {
        List<JsonNode> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(node(parser, text));
        }
        return JsonNode.createArrayNode(values);
    }

    private static BigDecimal number(JsonParser parser, String text) throws IOException {
        BigDecimal number = numberOrNull(parser.getText());
        if (number == null) {
            throw refused(text);
        }
        return number;
    }

    /** The number that a text is, as JSON writes numbers, or null. */
    static @Nullable BigDecimal numberOrNull(String text) {
        if (text.length() > NUMBER_CHARACTERS_MAX || !text.matches(NUMBER)) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            // An exponent beyond what the type holds.
            return null;
        }
    }

    static ProblemException malformed(String detail) {
        return Problem.of(ProblemType.MALFORMED_REQUEST, detail).asException();
    }
}
