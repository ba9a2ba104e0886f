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
import java.nio.charset.CharacterCodingException;
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

    private static final int LEVELS_MAX = 32;
    static final int NUMBER_CHARACTERS_MAX = 40;

    /** As JSON writes numbers. */
    static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(LEVELS_MAX)
                                    .maxNumberLength(NUMBER_CHARACTERS_MAX)
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
                throw malformed("Expected one JSON object.");
            }
            JsonNode object = node(parser);
            if (parser.nextToken() != null) {
                throw malformed("Expected nothing behind the JSON object.");
            }
            return object;
        } catch (IOException e) {
            // The parser's own words may repeat what the caller sent.
            throw malformed(
                    "Expected one well-formed JSON object: no duplicate member, at most %d levels,"
                                    .formatted(LEVELS_MAX)
                            + " numbers of at most %d characters."
                                    .formatted(NUMBER_CHARACTERS_MAX));
        }
    }

    /** Strictly, before the parser sees it: it would guess at other encodings. */
    private static String decode(ByteBuffer body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw malformed("Expected UTF-8.");
        }
    }

    /** The value that the parser stands at; the parser bounds how deep this goes. */
    private static JsonNode node(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> JsonNode.createStringNode(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    JsonNode.createNumberNode(number(parser.getText()));
            case VALUE_TRUE -> JsonNode.createBooleanNode(true);
            case VALUE_FALSE -> JsonNode.createBooleanNode(false);
            case VALUE_NULL -> JsonNode.nullNode();
            default -> throw malformed("Expected a JSON value.");
        };
    }

    private static JsonNode object(JsonParser parser) throws IOException {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, node(parser));
        }
        return JsonNode.createObjectNode(members);
    }

    private static JsonNode array(JsonParser parser) throws IOException {
        List<JsonNode> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(node(parser));
        }
        return JsonNode.createArrayNode(values);
    }

    private static BigDecimal number(String text) {
        BigDecimal number = numberOrNull(text);
        if (number == null) {
            throw malformed(
                    "Expected numbers of at most %d characters and of bounded exponents."
                            .formatted(NUMBER_CHARACTERS_MAX));
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
