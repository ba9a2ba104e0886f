package dev.orderstream.local.openapi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Values that are as a schema of the document says. */
final class FuzzedValues {

    /** Codes that are in use: of those the document tells the form alone. */
    private static final Map<String, List<String>> CODES =
            Map.of(
                    "country", List.of("DE", "AT", "US", "JP", "ZA"),
                    "currency", List.of("EUR", "EUR", "EUR", "USD", "JPY", "KWD"));

    private static final Map<String, Integer> DECIMALS =
            Map.of("EUR", 2, "USD", 2, "JPY", 0, "KWD", 3);

    /** Letters of several scripts, marks, signs that mean something somewhere, and white space. */
    private static final int[] CHARACTERS =
            ("abcxyzABCXYZ0189 äéßØłŒ Ελλάδα кириллица 東京が한글 हिन्दी עברית العربية 𝒜😀👩‍👩‍👧 "
                            + "'\"\\/<>&%#?=+;:,.{}[]()$@!*~^|`_-–’“” \u00A0\u0301\u200B\uFB01")
                    .codePoints()
                    .toArray();

    private static final int LENGTH_USUAL_MAX = 24;
    private static final int LIST_USUAL_MAX = 3;

    private final ApiDescription api;
    private final RandomGenerator random;
    private final KnownThings things;

    FuzzedValues(ApiDescription api, RandomGenerator random, KnownThings things) {
        this.api = api;
        this.random = random;
        this.things = things;
    }

    /** A body. Prices have the decimals of the currency, where the body names none itself. */
    JsonNode body(JsonNode schema, String currency) {
        return value("", schema, new Currency(currency));
    }

    /** The currency that prices are in, once it is known. */
    private static final class Currency {
        private String code;

        Currency(String code) {
            this.code = code;
        }
    }

    private JsonNode value(String name, JsonNode schemaOrRef, Currency currency) {
        JsonNode schema = api.resolve(schemaOrRef);
        if (name.endsWith("price")) {
            return price(currency);
        }
        if (schema.has("oneOf")) {
            return value(name, oneOf(schema.get("oneOf")), currency);
        }
        return switch (schema.path("type").asString("")) {
            case "object" -> object(schema, currency);
            case "array" -> array(schema, currency);
            case "integer" -> DecimalNode.valueOf(spelled(whole(schema)));
            case "number" -> DecimalNode.valueOf(amount(schema, 2));
            case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
            default -> StringNode.valueOf(text(name, schema));
        };
    }

    /** A parameter's value, as it stands in a path, a query or a header. */
    String parameter(DescribedOperation.Parameter parameter, String currency) {
        JsonNode schema = parameter.schema();
        if (parameter.name().endsWith("price")) {
            return price(new Currency(currency)).asString();
        }
        return switch (schema.path("type").asString("")) {
            case "integer" -> whole(schema).toPlainString();
            case "number" -> amount(schema, random.nextInt(3)).toPlainString();
            default -> text(parameter.name(), schema);
        };
    }

    private JsonNode oneOf(JsonNode choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private ObjectNode object(JsonNode schema, Currency currency) {
        ObjectNode object = ApiDescription.MAPPER.createObjectNode();
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        JsonNode properties = schema.get("properties");
        if (properties.has("currency")) {
            currency.code = "EUR";
            if (random.nextBoolean()) {
                currency.code = code("currency");
                object.put("currency", currency.code);
            }
        }
        // Just one of two names.
        String otherPrice = random.nextInt(4) == 0 ? "unit_price" : "price";
        properties
                .properties()
                .forEach(member -> {
                    String name = member.getKey();
                    boolean wanted =
                            name.endsWith("price")
                                    ? !name.equals(otherPrice)
                                    : required.contains(name)
                                            // Else nothing would be left to be changed.
                                            || properties.size() == 1
                                            || (random.nextBoolean() && !name.equals("currency"));
                    if (wanted) {
                        object.set(name, value(name, member.getValue(), currency));
                    }
                });
        return object;
    }

    private ArrayNode array(JsonNode schema, Currency currency) {
        int min = schema.get("minItems").asInt();
        int max =
                random.nextInt(30) == 0
                        ? schema.get("maxItems").asInt()
                        : Math.max(min, LIST_USUAL_MAX);
        ArrayNode array = ApiDescription.MAPPER.createArrayNode();
        int size = random.nextInt(min, max + 1);
        for (int i = 0; i < size; i++) {
            array.add(value("", schema.get("items"), currency));
        }
        return array;
    }

    /** Mostly a small one, so that there is enough of what is counted. */
    private BigDecimal whole(JsonNode schema) {
        long min = schema.get("minimum").asLong();
        long max = schema.path("maximum").asLong(Integer.MAX_VALUE);
        long chosen =
                switch (random.nextInt(20)) {
                    case 0 -> min;
                    case 1 -> max;
                    case 2 -> random.nextLong(min, max + 1);
                    default -> random.nextLong(Math.max(min, -9), Math.min(max, 9) + 1);
                };
        boolean forbidden =
                schema.has("not") && schema.at("/not/const").asLong(Long.MIN_VALUE) == chosen;
        return BigDecimal.valueOf(forbidden ? max : chosen);
    }

    /** The same number, now and then in another way. */
    private BigDecimal spelled(BigDecimal number) {
        return switch (random.nextInt(10)) {
            case 0 -> number.setScale(1);
            case 1 -> number.stripTrailingZeros();
            default -> number;
        };
    }

    private BigDecimal amount(JsonNode schema, int decimals) {
        BigDecimal min = schema.get("minimum").decimalValue();
        BigDecimal max =
                schema.has("maximum") ? schema.get("maximum").decimalValue() : BigDecimal.TEN;
        return switch (random.nextInt(20)) {
            case 0 -> min;
            case 1 -> max.setScale(decimals, RoundingMode.DOWN);
            default -> BigDecimal.valueOf(random.nextLong(0, 2_000), decimals).min(max).max(min);
        };
    }

    private JsonNode price(Currency currency) {
        BigDecimal amount =
                switch (random.nextInt(20)) {
                    case 0 -> BigDecimal.ZERO;
                    case 1 -> new BigDecimal("999999999");
                    default ->
                            BigDecimal.valueOf(
                                    random.nextLong(0, 100_000),
                                    random.nextInt(DECIMALS.get(currency.code) + 1));
                };
        return random.nextBoolean()
                ? DecimalNode.valueOf(amount)
                : StringNode.valueOf(amount.toPlainString());
    }

    private String text(String name, JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size())).asString();
        }
        if (CODES.containsKey(name)) {
            return code(name);
        }
        return switch (name) {
            case "customer_id" -> things.customer();
            case "product_id" -> things.product();
            case "Idempotency-Key" -> things.key();
            case "X-Correlation-Id" -> visible(random.nextInt(1, 129));
            default ->
                    schema.path("format").asString("").equals("date-time")
                            ? time()
                            : freeText(schema.path("maxLength").asInt(LENGTH_USUAL_MAX));
        };
    }

    private String code(String name) {
        List<String> codes = CODES.get(name);
        return codes.get(random.nextInt(codes.size()));
    }

    private String visible(int length) {
        return random.ints(length, '!', '~' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String time() {
        return "20%02d-%02d-%02dT%02d:%02d:%02d%s"
                .formatted(
                        random.nextInt(100),
                        random.nextInt(1, 13),
                        random.nextInt(1, 29),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        List.of("Z", ".5Z", ".123456789Z", "+02:00", "-11:30")
                                .get(random.nextInt(5)));
    }

    /** A text that is not blank, and no more than ten words: it begins with a letter. */
    private String freeText(int max) {
        int length =
                random.nextInt(15) == 0
                        ? max
                        : random.nextInt(1, Math.min(max, LENGTH_USUAL_MAX) + 1);
        StringBuilder text = new StringBuilder("x");
        int spaces = 0;
        for (int i = 1; i < length; i++) {
            int c = CHARACTERS[random.nextInt(CHARACTERS.length)];
            boolean space = Character.isSpaceChar(c);
            spaces += space ? 1 : 0;
            text.appendCodePoint(space && spaces > 9 ? 'y' : c);
        }
        return text.toString();
    }

    /** Any code points at all, halves among them. */
    String anyText(int length) {
        return IntStream.generate(() -> random.nextInt(0x10000))
                .limit(length)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
