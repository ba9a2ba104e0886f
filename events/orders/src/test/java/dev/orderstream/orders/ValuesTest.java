package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.InvalidValueException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ValuesTest {

    @Test
    void ids_of_customers_and_products_are_plain_and_short() {
        for (String id : List.of("a", "A-z.0_9~", "-", "x".repeat(64))) {
            assertThat(new CustomerId(id).value()).isEqualTo(id);
            assertThat(new ProductId(id).value()).isEqualTo(id);
        }
        for (String id : List.of("", "x".repeat(65), "a b", "a/b", "a#b", "ä", "a\n", "٣", "a+b")) {
            assertInvalid("invalid-format", () -> new CustomerId(id));
            assertInvalid("invalid-format", () -> new ProductId(id));
        }
    }

    @Test
    void an_order_id_is_a_uuid_in_lower_case() {
        String uuid = "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
        String upper = uuid.toUpperCase(Locale.ROOT);

        assertThat(OrderId.find(uuid)).contains(new OrderId(uuid));
        assertThat(OrderId.of(UUID.fromString(uuid))).isEqualTo(new OrderId(uuid));
        assertThat(new OrderId(uuid).stream()).hasToString("Order-" + uuid);
        for (String other :
                List.of("", "1", upper, uuid.replace("9a1b2", "9A1b2"), uuid + "0", uuid + "\n")) {
            assertThat(OrderId.find(other)).isEmpty();
            assertInvalid("invalid-format", () -> new OrderId(other));
        }
    }

    @Test
    void a_quantity_is_a_whole_number_from_one_to_a_million() {
        assertThat(quantity("1")).isEqualTo(new Quantity(1));
        assertThat(quantity("1.0")).isEqualTo(new Quantity(1));
        assertThat(quantity("1E+3")).isEqualTo(new Quantity(1_000));
        assertThat(quantity("1000000.00")).isEqualTo(new Quantity(1_000_000));
        for (String number : List.of("1.5", "999999.999999", "1.0000000000000000000000000001")) {
            assertInvalid("not-whole", () -> quantity(number));
        }
        for (String number :
                List.of(
                        "0",
                        "0.5",
                        "-1",
                        "1000001",
                        "1000000.1",
                        "4294967297",
                        "1e999999",
                        "-1e999999",
                        "1e-999999")) {
            assertInvalid("out-of-range", () -> quantity(number));
        }
        assertInvalid("out-of-range", () -> new Quantity(0));
        assertInvalid("out-of-range", () -> new Quantity(1_000_001));
    }

    @Test
    void a_price_is_an_exact_decimal_within_bounds() {
        assertThat(price("25.20")).isEqualTo(price("25.2"));
        assertThat(price("1000.00").amount()).isEqualByComparingTo("1000");
        assertThat(price("0.00").amount()).isEqualByComparingTo("0");
        assertThat(price("999999999.99").amount()).isEqualByComparingTo("999999999.99");
        for (String number :
                List.of("-0.01", "1000000000", "999999999.991", "1e999999", "-1e999999")) {
            assertInvalid("out-of-range", () -> price(number));
        }
        assertThat(price("0.00010").amount()).isEqualByComparingTo("0.0001");
        assertThat(price("1e-40").amount()).isEqualByComparingTo("1e-40");
        for (String number : List.of("1e-41", "1e-999999")) {
            assertInvalid("too-many-decimals", () -> price(number));
        }
    }

    @Test
    void a_currency_says_how_many_decimals_a_price_has() {
        assertThat(Samples.EUR.fits(price("0.99"))).isTrue();
        assertThat(Samples.EUR.fits(price("0.990"))).isTrue();
        assertThat(Samples.EUR.fits(price("0.999"))).isFalse();
        assertThat(Samples.JPY.fits(price("1000.00"))).isTrue();
        assertThat(Samples.JPY.fits(price("0.1"))).isFalse();
        assertThat(Samples.KWD.fits(price("0.999"))).isTrue();
        assertInvalid("too-many-decimals", () -> Samples.JPY.check(price("0.1")));
        assertThatThrownBy(() -> Samples.EUR.check(price("1.12345")))
                .hasMessage("expected at most 2 decimals in EUR");
        assertThat(Samples.KWD.check(price("0.999"))).isEqualTo(price("0.999"));
    }

    @Test
    void an_amount_is_told_with_the_decimals_of_its_currency() {
        assertThat(Samples.EUR.scaled(price("25.2").amount())).hasToString("25.20");
        assertThat(Samples.EUR.scaled(price("1000.00").amount())).hasToString("1000.00");
        assertThat(Samples.JPY.scaled(price("1000.00").amount())).hasToString("1000");
        assertThat(Samples.KWD.scaled(price("0").amount())).hasToString("0.000");
    }

    @Test
    void a_currency_is_an_iso_code_in_capitals_that_has_decimals() {
        for (String code :
                List.of("", "eur", "EU", "EURO", "EUR ", " EUR", "ＥＵＲ", "ABC", "978", "BTC")) {
            assertInvalid("unknown-currency", () -> new OrderCurrency(code));
        }
    }

    @Test
    void a_code_of_iso_4217_without_decimals_of_its_own_is_no_currency_of_an_order() {
        for (String code :
                List.of(
                        "XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XDR", "XSU", "XUA", "XBA", "XBB",
                        "XBC", "XBD")) {
            assertInvalid("unknown-currency", () -> new OrderCurrency(code));
        }
    }

    @Test
    void a_country_is_an_iso_code_of_two_capitals() {
        assertThat(ShippingAddress.checkCountry("DE")).isEqualTo("DE");
        for (String code : List.of("", "de", "DEU", "ZZ", "UK", "276")) {
            assertInvalid("unknown-country", () -> ShippingAddress.checkCountry(code));
        }
    }

    @Test
    void a_country_is_checked_when_an_order_is_placed_and_not_when_it_is_read() {
        ShippingAddress gone = new ShippingAddress(null, "1", null, "Prague", null, null, "CS");

        assertInvalid(
                "unknown-country",
                () ->
                        new OrderCommand.CreateOrder(
                                Samples.ID,
                                Samples.CUSTOMER,
                                Samples.EUR,
                                Samples.items(1),
                                gone,
                                Samples.envelope()));
    }

    @Test
    void a_text_keeps_every_letter_of_every_script() {
        for (String text :
                List.of("x", " x ", "Zoë", "東京", "עברית", "👩‍👩‍👧", "a\u0301", "\u200fx\u200e")) {
            assertThat(Texts.check(text, 100)).isEqualTo(text);
        }
        assertThat(Texts.checkOptional(null, 1)).isNull();
    }

    @Test
    void a_text_is_not_blank() {
        for (String text : List.of("", " ", "\t\n", "\u00a0", "\u3000\u2003", "\u200b\u2060 ")) {
            assertInvalid("blank", () -> Texts.check(text, 100));
            assertInvalid("blank", () -> Texts.checkOptional(text, 100));
        }
    }

    @Test
    void the_length_of_a_text_is_counted_in_characters_as_people_write_them_in_unicode() {
        assertThat(Texts.check("𝄞".repeat(20), 20)).hasSize(40);
        assertInvalid("too-long", () -> Texts.check("𝄞".repeat(21), 20));
        assertInvalid("too-long", () -> Texts.check("x".repeat(21), 20));
    }

    @Test
    void a_text_has_no_control_characters_and_turns_no_direction() {
        for (String text :
                List.of(
                        "a\u0000",
                        "a\nb",
                        "a\tb",
                        "\u001b[31m",
                        "\u007fa",
                        "a\u0085",
                        "a\u009f",
                        "a\u2028b",
                        "a\u2029b",
                        "a\u202ab",
                        "a\u202eb",
                        "a\u2066b",
                        "a\u2069b",
                        "a\ud834",
                        "\udd1ea")) {
            assertInvalid("forbidden-character", () -> Texts.check(text, 100));
        }
    }

    @Test
    void each_part_of_an_address_has_its_bound() {
        assertThat(address(200, 200, 200, 100, 20, 100).city()).hasSize(100);
        assertInvalid("too-long", () -> address(201, 1, 1, 1, 1, 1));
        assertInvalid("too-long", () -> address(1, 201, 1, 1, 1, 1));
        assertInvalid("too-long", () -> address(1, 1, 201, 1, 1, 1));
        assertInvalid("too-long", () -> address(1, 1, 1, 101, 1, 1));
        assertInvalid("too-long", () -> address(1, 1, 1, 1, 21, 1));
        assertInvalid("too-long", () -> address(1, 1, 1, 1, 1, 101));
    }

    @Test
    void each_particular_of_a_status_has_its_bound() {
        assertThat(new StatusChange.Ship("x".repeat(64), "x".repeat(64)).carrier()).hasSize(64);
        assertThat(new StatusChange.Cancel("x".repeat(100)).reason()).hasSize(100);
        assertInvalid("too-long", () -> new StatusChange.Ship("x".repeat(65), null));
        assertInvalid("too-long", () -> new StatusChange.Ship(null, "x".repeat(65)));
        assertInvalid("too-long", () -> new StatusChange.Cancel("x".repeat(101)));
        assertInvalid("too-long", () -> Samples.cancel("x".repeat(101)));
        assertInvalid("blank", () -> Samples.cancel(" "));
    }

    @Test
    void a_message_never_repeats_what_came() {
        assertThatThrownBy(() -> new CustomerId("<secret>"))
                .hasMessageNotContaining("secret")
                .hasMessageContaining("expected");
        assertThatThrownBy(() -> Texts.check("secret\n", 100)).hasMessageNotContaining("secret");
        assertThatThrownBy(() -> new OrderCurrency("secret")).hasMessageNotContaining("secret");
    }

    private static ShippingAddress address(
            int name, int line1, int line2, int city, int postalCode, int region) {
        return new ShippingAddress(
                "x".repeat(name),
                "x".repeat(line1),
                "x".repeat(line2),
                "x".repeat(city),
                "x".repeat(postalCode),
                "x".repeat(region),
                "DE");
    }

    private static Quantity quantity(String number) {
        return Quantity.of(new BigDecimal(number));
    }

    private static UnitPrice price(String number) {
        return new UnitPrice(new BigDecimal(number));
    }

    private static void assertInvalid(String code, ThrowingCallable check) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
