package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.orders.OrderSearch.Count;
import dev.orderstream.orders.OrderSearch.Found;
import dev.orderstream.orders.OrderSearch.Part;
import dev.orderstream.orders.OrderSearch.Place;
import dev.orderstream.orders.OrderSearch.Position;
import dev.orderstream.orders.OrderSearch.Sort;
import dev.orderstream.orders.SearchCriteria.Created;
import dev.orderstream.orders.SearchCriteria.Total;
import dev.orderstream.testkit.Seeds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every search of orders does: the tests of each adapter extend it. It works on words of its
 * own, so what is searched may be shared and need not be empty.
 */
public abstract class OrderSearchContract {

    static final Sort NEWEST_FIRST = new Sort(Sort.By.CREATED_AT, false);
    static final Sort OLDEST_FIRST = new Sort(Sort.By.CREATED_AT, true);
    static final Sort DEAREST_FIRST = new Sort(Sort.By.TOTAL_AMOUNT, false);
    static final Sort CHEAPEST_FIRST = new Sort(Sort.By.TOTAL_AMOUNT, true);

    private static final int ENOUGH = 1_000;
    private static final int SEEDS = 3;
    private static final Part.Page FIRST = new Part.Page(1, 100);

    /** Each test has other words, since all of them may share a store. */
    private static final AtomicLong RUNS = new AtomicLong();

    private PlacedOrders orders;

    @BeforeEach
    void given_orders_with_words_of_their_own() {
        orders = new PlacedOrders(new SplittableRandom(RUNS.incrementAndGet()), this::show);
    }

    /**
     * The search under test, which examines at most so many orders and spends at most so many read
     * units.
     */
    protected abstract OrderSearch search(int candidatesMax, double unitsMax);

    private OrderSearch search(int candidatesMax) {
        return search(candidatesMax, TokenSearch.UNITS_MAX);
    }

    /** Brings a commit into what is searched; the commits of an order come one after another. */
    protected abstract void show(Commit commit);

    @Test
    void an_order_is_found_by_each_of_its_words_and_shown_with_its_version() {
        String customer = orders.own("C-");
        OrderId id =
                orders.order()
                        .of(customer)
                        .named("Zoë " + orders.own("Groß"))
                        .to(orders.own("Köln"))
                        .with(orders.own("sku-1"))
                        .with(orders.own("SKU-2"))
                        .at(1);
        orders.cancel(id);

        for (String word :
                List.of(
                        orders.own("c-"),
                        orders.own("GROSS"),
                        orders.own("koln"),
                        orders.own("Sku-1"),
                        orders.own("sku-2"),
                        id.value())) {
            Found found = find(words(word), NEWEST_FIRST, FIRST, null);
            assertThat(found.rows())
                    .as(word)
                    .containsExactly(new Versioned<>(orders.get(id).value().summary(), 2));
            assertThat(found.count()).isEqualTo(new Count(1, true));
            assertThat(found.next()).isNull();
        }
    }

    @Test
    void an_order_must_have_all_the_words() {
        OrderId both = orders.order().to("Ulm").with(orders.own("a")).with(orders.own("b")).at(1);
        OrderId one = orders.order().to("Ulm").with(orders.own("a")).at(2);

        assertFound(words(orders.own("a")), one, both);
        assertFound(words(orders.own("a") + " ulm " + orders.own("B")), both);
        assertFound(words(orders.own("a") + " " + orders.own("none")));
        assertFound(words(both.value() + " " + orders.own("b")), both);
        assertFound(words(one.value() + " " + orders.own("b")));
    }

    @ParameterizedTest
    @CsvSource({
        "Saint-Denis, saint-denis, true",
        "Saint-Denis, saint, true",
        "Saint-Denis, denis, true",
        "Saint‐Denis, saint-denis, true",
        "Saint-Denis, saintdenis, false",
        "Saint-Denis, deni, false",
        "Saint-Denis, -, false",
        "O’Brien, o'brien, true",
        "O'Brien, brien, true",
        "O'Brien, obrien, false",
        "'Müller, Anna', 'anna muller,', true",
        "'Müller, Anna', muller, true",
        "(Łódź), lodz, true",
        "東京, 東京, true",
        "東京, 東, false"
    })
    void names_and_cities_are_split_at_punctuation_and_whole_as_well(
            String text, String words, boolean found) {
        String product = orders.own("p");
        OrderId named = orders.order().with(product).named(text).at(1);
        OrderId sent = orders.order().with(product).to(text).at(2);

        OrderId[] expected = found ? new OrderId[] {sent, named} : new OrderId[0];
        assertFound(words(product + " " + words), expected);
    }

    @Test
    void an_id_is_one_word() {
        OrderId id = orders.order().of(orders.own("c-1.x")).with(orders.own("sku_1~y")).at(1);

        assertFound(words(orders.own("C-1.X")), id);
        assertFound(words(orders.own("SKU_1~Y")), id);
        assertFound(words(orders.own("x")));
        assertFound(words(orders.own("y")));
    }

    @Test
    void an_order_is_found_by_what_it_has_now() {
        OrderId id = orders.order().with(orders.own("first")).at(1);
        orders.add(id, orders.own("second"), "1");
        orders.removeLine(id, 1);

        assertFound(words(orders.own("second")), id);
        assertFound(words(orders.own("first")));

        orders.add(id, orders.own("first"), "1");
        assertFound(words(orders.own("first")), id);
    }

    @Test
    void a_word_of_more_than_200_characters_is_found_by_its_first_200() {
        OrderId id = orders.order().named(orders.own("") + "ﷳ".repeat(180)).at(1);

        assertThat(Folding.fold("ﷳ").length()).isGreaterThan(1);
        assertFound(words(orders.own("") + "ﷳ".repeat(180)), id);
    }

    @Test
    void the_id_of_an_order_may_be_that_of_a_customer_as_well() {
        String customer = UUID.randomUUID().toString();
        OrderId id = orders.order().of(customer).at(1);

        assertFound(words(customer.toUpperCase(Locale.ROOT)), id);
        assertFound(words(UUID.randomUUID().toString()));
    }

    @Test
    void every_filter_lets_pass_what_it_says() {
        String word = orders.own("p");
        OrderId cheap = orders.order().of(orders.own("a")).with(word, "9.99").at(1);
        OrderId middle = orders.order().of(orders.own("b")).with(word, "10.00").at(2);
        OrderId yen = orders.order().of(orders.own("b")).in(Samples.JPY).with(word, "30").at(3);
        orders.cancel(middle);
        CustomerId b = new CustomerId(orders.own("b"));

        assertFound(words(word), yen, middle, cheap);
        assertFound(criteria(word, b, null, null, null, null, null, null), yen, middle);
        assertFound(criteria(null, b, null, null, null, null, null, null), yen, middle);
        assertFound(of(word, null, OrderStatus.CANCELLED, null), middle);
        assertFound(of(word, b, OrderStatus.PENDING, null), yen);
        assertFound(of(null, b, OrderStatus.CANCELLED, null), middle);
        assertFound(of(word, null, null, Samples.JPY), yen);
        assertFound(of(null, b, null, Samples.EUR), middle);
        assertFound(total(word, null, "10", null), yen, middle);
        assertFound(total(word, null, null, "10"), middle, cheap);
        assertFound(total(null, b, "10.0000", "10.01"), middle);
        assertFound(created(word, null, 2, null), yen, middle);
        assertFound(created(word, null, null, 2), cheap);
        assertFound(created(word, null, 2, 3), middle);
        assertFound(created(null, b, 3, 9), yen);
        assertFound(created(null, b, null, 3), middle);
        assertFound(created(middle.value(), null, 2, 3), middle);
        assertFound(created(middle.value(), null, 3, null));
    }

    @Test
    void a_customers_search_never_shows_what_is_somebody_elses() {
        OrderId own = orders.order().of(orders.own("a")).with(orders.own("p")).at(1);
        OrderId others = orders.order().of(orders.own("b")).with(orders.own("p")).at(2);
        CustomerId a = new CustomerId(orders.own("a"));

        assertFound(of(orders.own("p"), a, null, null), own);
        assertFound(of(own.value(), a, null, null), own);
        assertFound(of(others.value(), a, null, null));
        assertFound(of(orders.own("b"), a, null, null));
    }

    @Test
    void the_id_of_somebody_elses_order_is_a_word_like_any_other() {
        OrderId others = orders.order().of(orders.own("b")).at(1);
        OrderId own = orders.order().of(orders.own("a")).with(others.value()).at(2);

        assertFound(of(others.value(), new CustomerId(orders.own("a")), null, null), own);
        assertFound(words(others.value()), others);
    }

    @Test
    void what_is_found_is_sorted_by_creation_or_by_amount_both_ways() {
        String word = orders.own("p");
        OrderId first = orders.order().with(word, "5.00").at(1);
        OrderId second = orders.order().with(word, "100").at(2);
        OrderId third = orders.order().with(word, "5").at(3);

        for (SearchCriteria wanted : List.of(words(word), ofCustomer())) {
            assertSorted(wanted, NEWEST_FIRST, third, second, first);
            assertSorted(wanted, OLDEST_FIRST, first, second, third);
            assertSorted(wanted, DEAREST_FIRST, second, third, first);
            assertSorted(wanted, CHEAPEST_FIRST, first, third, second);
        }
    }

    @Test
    void pages_and_places_lead_through_all_that_is_found() {
        String word = orders.own("p");
        IntStream.range(0, 7)
                .forEach(n -> orders.order().with(word, Integer.toString(n % 3)).at(n));

        for (SearchCriteria wanted : List.of(words(word), ofCustomer())) {
            for (Sort sort : List.of(NEWEST_FIRST, OLDEST_FIRST, DEAREST_FIRST, CHEAPEST_FIRST)) {
                List<OrderId> all = ids(find(wanted, sort, FIRST, null));
                assertThat(all).hasSize(7);
                List<OrderId> paged = new ArrayList<>();
                for (int page = 1; page <= 4; page++) {
                    Found found = find(wanted, sort, new Part.Page(page, 3), null);
                    assertThat(found.count()).isEqualTo(new Count(7, true));
                    paged.addAll(ids(found));
                }
                assertThat(paged).isEqualTo(all);
                for (int size = 1; size <= 8; size++) {
                    assertThat(walk(search(ENOUGH), wanted, sort, size)).isEqualTo(all);
                }
            }
        }
    }

    @Test
    void a_count_is_exact_up_to_the_bound_and_so_many_at_least_beyond() {
        String word = orders.own("p");
        List<OrderId> placed = new ArrayList<>();
        for (int n = 0; n < 7; n++) {
            placed.addFirst(orders.order().with(word, Integer.toString(7 - n)).at(n));
        }

        for (SearchCriteria wanted : List.of(words(word), ofCustomer())) {
            Part page = new Part.Page(1, 2);
            assertThat(search(7).search(wanted, NEWEST_FIRST, page, null).count())
                    .isEqualTo(new Count(7, true));
            Found found = search(6).search(wanted, NEWEST_FIRST, page, null);
            assertThat(found.count()).isEqualTo(new Count(6, false));
            assertThat(walk(search(3), wanted, NEWEST_FIRST, 2)).isEqualTo(placed);
            assertThat(walk(search(3), wanted, NEWEST_FIRST, 5)).isEqualTo(placed);
            assertThat(walk(search(2), wanted, OLDEST_FIRST, 3)).isEqualTo(placed.reversed());
            assertThat(walk(search(4), wanted, CHEAPEST_FIRST, 3))
                    .as("the newest four")
                    .isEqualTo(placed.subList(0, 4));
            assertThat(walk(search(4), wanted, DEAREST_FIRST, 3))
                    .as("the newest four")
                    .isEqualTo(placed.subList(0, 4).reversed());
        }
    }

    @Test
    void a_walk_by_creation_keeps_its_count_and_one_by_amount_counts_what_is_there_now() {
        String word = orders.own("p");
        IntStream.range(0, 5).forEach(n -> orders.order().with(word).at(n));

        for (SearchCriteria wanted : List.of(words(word), ofCustomer())) {
            for (Sort sort : List.of(NEWEST_FIRST, OLDEST_FIRST, DEAREST_FIRST)) {
                Found first = search(ENOUGH).search(wanted, sort, new Part.Page(1, 2), null);
                long total = first.count().total();
                orders.order().with(word).at(10 + (int) total);

                Part after = new Part.After(first.next(), 2);
                assertThat(search(ENOUGH).search(wanted, sort, after, null).count())
                        .isEqualTo(new Count(sort.equals(DEAREST_FIRST) ? total + 1 : total, true));
            }
        }
        Found bounded = search(3).search(words(word), NEWEST_FIRST, new Part.Page(1, 2), null);
        assertThat(
                        search(3)
                                .search(
                                        words(word),
                                        NEWEST_FIRST,
                                        new Part.After(bounded.next(), 2),
                                        null)
                                .count())
                .isEqualTo(new Count(5, false));
    }

    @Test
    void a_walk_counts_on_where_its_count_has_stopped_at_a_bound() {
        String word = orders.own("p");
        IntStream.range(0, 7).forEach(n -> orders.order().with(word).at(n));

        for (SearchCriteria wanted : List.of(words(word), ofCustomer())) {
            List<Count> counts = new ArrayList<>();
            Part part = new Part.Page(1, 2);
            while (part != null) {
                Found found = search(3).search(wanted, NEWEST_FIRST, part, null);
                counts.add(found.count());
                part = found.next() == null ? null : new Part.After(found.next(), 2);
            }
            assertThat(counts)
                    .containsExactly(
                            new Count(3, false),
                            new Count(5, false),
                            new Count(7, true),
                            new Count(7, true));
        }
    }

    /** The least budget that a walk gets on with: the first places of each word, and some views. */
    @Test
    void a_walk_within_a_small_budget_finds_each_order_once_and_always_gets_on() {
        String common = orders.own("common");
        String other = orders.own("other");
        List<OrderId> both = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            var placing = orders.order().with(common);
            if (n % 3 == 0) {
                placing.with(other);
            }
            OrderId id = placing.at(n);
            if (n % 3 == 0) {
                both.addFirst(id);
            }
        }

        for (double units : List.of(12.0, 13.5, 20.0)) {
            OrderSearch search = search(ENOUGH, units);
            for (SearchCriteria wanted :
                    List.of(
                            words(common + " " + other),
                            of(common + " " + other, customer(), null, null),
                            of(other, customer(), null, null))) {
                for (int size : List.of(1, 7, 100)) {
                    assertThat(walk(search, wanted, NEWEST_FIRST, size))
                            .as("%s units, size %d", units, size)
                            .isEqualTo(both);
                    assertThat(walk(search, wanted, OLDEST_FIRST, size)).isEqualTo(both.reversed());
                }
            }
            Found first = search.search(words(common), NEWEST_FIRST, new Part.Page(1, 100), null);
            assertThat(first.count().exact()).isFalse();
            assertThat(first.next()).isNotNull();
            Found amounts =
                    search.search(words(common), DEAREST_FIRST, new Part.Page(1, 100), null);
            assertThat(amounts.count().exact()).isFalse();
            assertThat(amounts.next()).as("a walk by amount ends at the bound").isNull();
        }
    }

    @Test
    void a_walk_goes_past_the_bound_also_where_nothing_is_found_up_to_it() {
        String word = orders.own("p");
        OrderId old = orders.order().with(word).in(Samples.JPY).at(0);
        IntStream.range(1, 9).forEach(n -> orders.order().with(word).at(n));

        for (SearchCriteria wanted :
                List.of(
                        of(word, null, null, Samples.JPY),
                        of(null, customer(), null, Samples.JPY))) {
            Found first = search(3).search(wanted, NEWEST_FIRST, FIRST, null);
            assertThat(first.rows()).isEmpty();
            assertThat(first.count()).isEqualTo(new Count(0, false));
            assertThat(first.next()).isNotNull();
            assertThat(walk(search(3), wanted, NEWEST_FIRST, 10)).containsExactly(old);
        }
    }

    @Test
    void a_rare_word_is_what_the_bound_is_about() {
        String common = orders.own("common");
        OrderId rare = orders.order().with(common).with(orders.own("rare")).at(0);
        IntStream.range(1, 9).forEach(n -> orders.order().with(common).at(n));

        Found found =
                search(3)
                        .search(
                                words(common + " " + orders.own("rare")),
                                NEWEST_FIRST,
                                FIRST,
                                null);

        assertThat(ids(found)).containsExactly(rare);
        assertThat(found.count()).isEqualTo(new Count(1, true));
    }

    @Test
    void words_that_are_all_common_are_found_together_past_the_bound() {
        String one = orders.own("one");
        String other = orders.own("other");
        List<OrderId> both = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            var placing = orders.order();
            if (n % 2 == 0 || n > 12) {
                placing.with(one);
            }
            if (n % 3 == 0 || n < 5) {
                placing.with(other);
            }
            OrderId id = placing.at(n);
            if ((n % 2 == 0 || n > 12) && (n % 3 == 0 || n < 5)) {
                both.addFirst(id);
            }
        }

        SearchCriteria wanted = words(one + " " + other);
        for (int bound : List.of(1, 3, 5, 8)) {
            assertThat(walk(search(bound), wanted, NEWEST_FIRST, 2)).isEqualTo(both);
            assertThat(walk(search(bound), wanted, OLDEST_FIRST, 2)).isEqualTo(both.reversed());
        }
    }

    @Test
    void an_order_that_is_known_for_certain_is_shown_in_its_place_and_counted() {
        String word = orders.own("p");
        OrderId first = orders.order().with(word).at(1);
        OrderId third = orders.order().with(word).at(3);
        orders.hide();
        OrderId second = orders.order().with(word).at(2);
        Versioned<OrderView> seen = orders.get(second);

        for (SearchCriteria wanted :
                List.of(words(word), ofCustomer(), words(word + " " + second.value()))) {
            Found found = find(wanted, NEWEST_FIRST, FIRST, seen);
            assertThat(ids(found))
                    .isEqualTo(
                            wanted.words().words().size() == 2
                                    ? List.of(second)
                                    : List.of(third, second, first));
            assertThat(found.count()).isEqualTo(new Count(ids(found).size(), true));
        }
        assertThat(ids(find(words(word), NEWEST_FIRST, new Part.Page(2, 1), seen)))
                .containsExactly(second);
        assertThat(ids(find(words(word), OLDEST_FIRST, after(third, false), seen))).isEmpty();
        assertThat(ids(find(words(word), NEWEST_FIRST, after(third, false), seen)))
                .containsExactly(second, first);
        assertThat(ids(find(words(word), NEWEST_FIRST, after(first, false), seen))).isEmpty();
        assertThat(ids(find(words(word), DEAREST_FIRST, after(third, true), seen)))
                .containsExactly(second, first);
        assertThat(ids(find(words(orders.own("other")), NEWEST_FIRST, FIRST, seen))).isEmpty();
        CustomerId other = new CustomerId(orders.own("other"));
        assertThat(ids(find(of(null, other, null, null), NEWEST_FIRST, FIRST, seen))).isEmpty();
    }

    @Test
    void an_order_that_for_certain_is_another_by_now_is_neither_shown_nor_counted_as_it_was() {
        String word = orders.own("p");
        OrderId kept = orders.order().with(word).at(1);
        OrderId changed = orders.order().with(word).at(2);
        orders.hide();
        orders.cancel(changed);
        Versioned<OrderView> seen = orders.get(changed);

        for (OrderStatus status : OrderStatus.values()) {
            for (SearchCriteria wanted :
                    List.of(of(word, null, status, null), of(null, customer(), status, null))) {
                Found found = find(wanted, NEWEST_FIRST, FIRST, seen);
                List<OrderId> expected =
                        switch (status) {
                            case PENDING -> List.of(kept);
                            case CANCELLED -> List.of(changed);
                            default -> List.of();
                        };
                assertThat(ids(found)).isEqualTo(expected);
                assertThat(found.count()).isEqualTo(new Count(expected.size(), true));
            }
        }
        assertThat(find(words(word), NEWEST_FIRST, FIRST, seen).rows().getFirst().version())
                .isEqualTo(2);
    }

    @Test
    void an_order_that_is_known_for_certain_is_shown_once_in_a_walk_past_the_bound() {
        String word = orders.own("p");
        IntStream.range(0, 9).forEach(n -> orders.order().with(word).at(2 * n));
        orders.hide();
        for (int second : List.of(-1, 3, 12, 15, 20)) {
            OrderId id = orders.order().with(word).at(second);

            for (SearchCriteria wanted : List.of(words(word), ofCustomer())) {
                for (Sort sort : List.of(NEWEST_FIRST, OLDEST_FIRST)) {
                    for (int size : List.of(3, 10)) {
                        assertThat(walk(search(4), wanted, sort, size, orders.get(id)))
                                .hasSize(10)
                                .doesNotHaveDuplicates()
                                .contains(id);
                    }
                }
            }
        }
    }

    @Test
    void a_search_finds_what_a_look_at_every_order_finds() {
        Seeds.forEach(
                SEEDS,
                (seed, random) ->
                        new OrderSearchProperty(random, this::search, this::show).check());
    }

    private Found find(
            SearchCriteria wanted, Sort sort, Part part, @Nullable Versioned<OrderView> seen) {
        return search(ENOUGH).search(wanted, sort, part, seen);
    }

    private void assertFound(SearchCriteria wanted, OrderId... expected) {
        assertSorted(wanted, NEWEST_FIRST, expected);
    }

    private void assertSorted(SearchCriteria wanted, Sort sort, OrderId... expected) {
        Found found = find(wanted, sort, FIRST, null);
        assertThat(ids(found)).as(wanted.toString()).containsExactly(expected);
        assertThat(found.count()).isEqualTo(new Count(expected.length, true));
    }

    private Part after(OrderId id, boolean byAmount) {
        OrderSummary order = orders.get(id).value().summary();
        Place place = new Place(byAmount ? order.totalAmount() : null, order.place());
        return new Part.After(new Position(place, 0, new Count(0, false)), 100);
    }

    static List<OrderId> walk(OrderSearch search, SearchCriteria wanted, Sort sort, int size) {
        return walk(search, wanted, sort, size, null);
    }

    private static List<OrderId> walk(
            OrderSearch search,
            SearchCriteria wanted,
            Sort sort,
            int size,
            @Nullable Versioned<OrderView> seen) {
        List<OrderId> walked = new ArrayList<>();
        Part part = new Part.Page(1, size);
        while (part != null) {
            Found found = search.search(wanted, sort, part, seen);
            assertThat(found.rows().size()).isLessThanOrEqualTo(size);
            walked.addAll(ids(found));
            if (part instanceof Part.After after && found.next() != null) {
                assertThat(
                                sort.comparator()
                                        .compare(after.position().place(), found.next().place()))
                        .as("a walk gets on")
                        .isNegative();
            }
            if (found.next() != null) {
                assertThat(found.next().count()).isEqualTo(found.count());
            }
            part = found.next() == null ? null : new Part.After(found.next(), size);
        }
        return walked;
    }

    static List<OrderId> ids(Found found) {
        return found.rows().stream().map(row -> row.value().orderId()).toList();
    }

    private CustomerId customer() {
        return new CustomerId(orders.own("customer-"));
    }

    private SearchCriteria ofCustomer() {
        return of(null, customer(), null, null);
    }

    private static SearchCriteria words(String q) {
        return of(q, null, null, null);
    }

    private static SearchCriteria of(
            @Nullable String q,
            @Nullable CustomerId customer,
            @Nullable OrderStatus status,
            @Nullable OrderCurrency currency) {
        return criteria(q, customer, status, currency, null, null, null, null);
    }

    private static SearchCriteria total(
            @Nullable String q,
            @Nullable CustomerId customer,
            @Nullable String min,
            @Nullable String max) {
        return criteria(q, customer, null, null, null, null, min, max);
    }

    private static SearchCriteria created(
            @Nullable String q,
            @Nullable CustomerId customer,
            @Nullable Integer from,
            @Nullable Integer before) {
        return criteria(q, customer, null, null, from, before, null, null);
    }

    private static SearchCriteria criteria(
            @Nullable String q,
            @Nullable CustomerId customer,
            @Nullable OrderStatus status,
            @Nullable OrderCurrency currency,
            @Nullable Integer from,
            @Nullable Integer before,
            @Nullable String min,
            @Nullable String max) {
        return new SearchCriteria(
                q == null ? SearchWords.NONE : SearchWords.parse(q),
                customer,
                status,
                currency,
                new Created(time(from), time(before)),
                new Total(amount(min), amount(max)));
    }

    private static @Nullable Instant time(@Nullable Integer second) {
        return second == null ? null : Samples.NOON.plusSeconds(second);
    }

    private static @Nullable BigDecimal amount(@Nullable String amount) {
        return amount == null ? null : new BigDecimal(amount);
    }
}
