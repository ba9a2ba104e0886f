package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.UnreadableException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CurrenciesTest {

    /** Active, and unknown to the JDK 25. */
    private static final Map<String, Integer> UNKNOWN_TO_THE_JDK = Map.of("UYW", 4);

    /** Of list one, without a number of decimals; and two of list three, which have none either. */
    private static final Set<String> WITHOUT_DECIMALS =
            Set.of(
                    "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS",
                    "XUA", "XXX", "XFO", "XFU");

    @Test
    void the_data_file_has_the_codes_of_list_one_that_have_decimals_and_no_code_twice() {
        assertThat(Currencies.ACTIVE).hasSize(165);
        assertThat(Currencies.WITHDRAWN.keySet()).doesNotContainAnyElementsOf(active());
        assertThat(
                        DataFile.rows("iso-4217.txt").stream()
                                .flatMap(row -> row.stream().skip(2))
                                .toList())
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[A-Z]{3}"));
    }

    @Test
    void the_jdk_knows_the_same_currencies_but_for_a_list_of_differences() {
        Map<String, Integer> jdk =
                Currency.getAvailableCurrencies().stream()
                        .filter(currency -> !WITHOUT_DECIMALS.contains(currency.getCurrencyCode()))
                        .collect(
                                Collectors.toMap(
                                        Currency::getCurrencyCode,
                                        Currency::getDefaultFractionDigits));
        Map<String, Integer> all = new HashMap<>(Currencies.ACTIVE);
        all.putAll(Currencies.WITHDRAWN);
        UNKNOWN_TO_THE_JDK.forEach(
                (code, decimals) -> assertThat(all.remove(code)).as(code).isEqualTo(decimals));

        assertThat(all).containsExactlyInAnyOrderEntriesOf(jdk);
    }

    @Test
    void the_latest_changes_of_list_one_are_in_the_data() {
        assertThat(active())
                .contains("XAD", "XCG", "ZWG", "VED", "VES", "SLE", "UYW", "MRU", "STN", "BYN")
                .contains("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI");
        assertThat(Currencies.WITHDRAWN)
                .containsKeys("BGN", "ANG", "ZWL", "HRK", "SLL", "CUC", "MRO", "STD", "BYR", "DEM");
    }

    @Test
    void a_withdrawn_currency_is_refused_as_input_and_read_where_it_is_stored() {
        for (String code : Currencies.WITHDRAWN.keySet()) {
            assertThatThrownBy(() -> new OrderCurrency(code))
                    .as(code)
                    .isInstanceOf(InvalidValueException.class);
            assertThat(OrderCurrency.stored(code).code()).isEqualTo(code);
        }
        assertThat(OrderCurrency.stored("HRK").scaled(new BigDecimal("25.2"))).hasToString("25.20");
        assertThat(OrderCurrency.stored("ITL").scaled(new BigDecimal("1E+3"))).hasToString("1000");
    }

    @Test
    void a_stored_code_that_no_list_has_is_shown_with_the_decimals_that_were_stored() {
        OrderCurrency unknown = OrderCurrency.stored("ABC");

        assertThat(unknown.scaled(new BigDecimal("25.20"))).hasToString("25.2");
        assertThat(unknown.scaled(new BigDecimal("1E+3"))).hasToString("1000");
        assertThat(unknown.fits(new UnitPrice(new BigDecimal("0.1234")))).isTrue();
        for (String code : List.of("", "eur", "EURO", "EU")) {
            assertThatThrownBy(() -> OrderCurrency.stored(code))
                    .isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void a_currency_is_known_by_its_code_alone() {
        assertThat(OrderCurrency.stored("EUR"))
                .isEqualTo(Samples.EUR)
                .hasSameHashCodeAs(Samples.EUR)
                .isNotEqualTo(Samples.JPY);
    }

    @Test
    void the_countries_are_the_ones_that_iso_3166_1_has_assigned() {
        Set<String> countries = new HashSet<>();
        DataFile.rows("iso-3166-1.txt").forEach(countries::addAll);

        assertThat(countries)
                .hasSize(249)
                .containsExactlyInAnyOrder(Locale.getISOCountries())
                .doesNotContain("XK", "AN", "UK", "EU", "CS", "SU", "YU", "AC", "TA");
    }

    private static Set<String> active() {
        return Currencies.ACTIVE.keySet();
    }
}
