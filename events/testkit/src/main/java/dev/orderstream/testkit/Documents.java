package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Decimal;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.Document.Sequence;
import dev.orderstream.eventsourcing.Document.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Documents that are hard to keep to the letter. */
public final class Documents {

    private static final List<String> DECIMALS =
            List.of(
                    "0",
                    "0.000",
                    "-0.00",
                    "1E+3",
                    "25.20",
                    "0.001",
                    "-17.5",
                    "999999999.99",
                    "9223372036854775808",
                    "0.1234567890123456789012345678901234567",
                    "12345678901234567890123456789012345678",
                    "1E+100",
                    "-1E-100");

    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    " spaces around ",
                    "0",
                    "25.20",
                    "true",
                    "null",
                    "{\"json\": [1]}",
                    "line\nbreak\ttab \"quotes\" 'and' \\ back # : %",
                    "Jürgen Groß",
                    "日本語 Ελληνικά עברית",
                    "e\u0301 is not \u00e9",
                    "👩‍👩‍👧 𝄞",
                    "\u0000\u0001\u007f\ufeff\uffff",
                    "x".repeat(1_000));

    private static final int DECIMAL_DIGITS_MAX = 38;

    private Documents() {}

    /** Every kind of document within every other, and every odd text and decimal. */
    public static Fields everything() {
        Fields inner =
                Document.fields()
                        .put("decimals", DECIMALS, Documents::decimal)
                        .put("texts", TEXTS, Text::new)
                        .put("no_fields", Fields.NONE)
                        .put("no_values", new Sequence(List.of()))
                        .build();
        return Document.fields()
                .put("text", "text")
                .put("empty", "")
                .put("decimal", new BigDecimal("25.20"))
                .put("no_fields", Fields.NONE)
                .put("fields", inner)
                .put(
                        "mixed",
                        new Sequence(
                                List.of(
                                        new Text("one"),
                                        decimal("1E+3"),
                                        inner,
                                        new Sequence(List.of(inner, new Text(""))))))
                .put("name with spaces, Ünicode and # :", "a name is any text")
                .build();
    }

    /** Fields of up to {@code namesMax} names, nested up to {@code depthMax} deep. */
    public static Fields random(RandomGenerator random, int namesMax, int depthMax) {
        Map<String, Document> values = new LinkedHashMap<>();
        for (int i = random.nextInt(namesMax + 1); i > 0; i--) {
            values.put("name_" + random.nextInt(100), any(random, namesMax, depthMax - 1));
        }
        return new Fields(values);
    }

    private static Document any(RandomGenerator random, int sizeMax, int depthMax) {
        return switch (random.nextInt(depthMax > 0 ? 4 : 2)) {
            case 0 -> new Text(TEXTS.get(random.nextInt(TEXTS.size())));
            case 1 -> new Decimal(decimal(random));
            case 2 -> random(random, sizeMax, depthMax);
            default ->
                    new Sequence(
                            IntStream.range(0, random.nextInt(sizeMax + 1))
                                    .mapToObj(i -> any(random, sizeMax, depthMax - 1))
                                    .toList());
        };
    }

    /** A decimal of at most 38 digits. */
    public static BigDecimal decimal(RandomGenerator random) {
        int digits = 1 + random.nextInt(DECIMAL_DIGITS_MAX);
        StringBuilder text = new StringBuilder();
        random.ints(digits, 0, 10).forEach(text::append);
        BigDecimal decimal =
                new BigDecimal(new BigInteger(text.toString()), random.nextInt(-20, 40));
        return random.nextBoolean() ? decimal : decimal.negate();
    }

    /** A text of some length, for pages that fill up. */
    static Fields filler(int characters) {
        return Document.fields().put("filler", "x".repeat(characters)).build();
    }

    static Stream<BigDecimal> oddDecimals() {
        return DECIMALS.stream().map(BigDecimal::new);
    }

    private static Decimal decimal(String text) {
        return new Decimal(new BigDecimal(text));
    }
}
