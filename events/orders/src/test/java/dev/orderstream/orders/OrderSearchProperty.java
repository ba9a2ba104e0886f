package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.orders.OrderSearch.Found;
import dev.orderstream.orders.OrderSearch.Part;
import dev.orderstream.orders.OrderSearch.Sort;
import dev.orderstream.orders.SearchCriteria.Created;
import dev.orderstream.orders.SearchCriteria.Total;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Random orders and random searches of them, compared with a look at every order that knows which
 * plain words each was given and nothing of how texts are folded.
 */
final class OrderSearchProperty {

    private static final int ENOUGH = 1_000;

    /** The first places of three words, a row's and some views. */
    private static final int UNITS_LEAST = 16;

    private static final int ORDERS_MAX = 25;
    private static final int SEARCHES = 12;
    private static final List<String> PLAIN = List.of("anna", "lodz", "osse", "saint", "denis");

    /** Ways to write a letter, with one meaning. */
    private static final Map<Character, List<String>> WAYS =
            Map.of(
                    'a', List.of("a", "A", "á", "A\u0308", "ａ", "Å"),
                    'n', List.of("n", "N", "ñ", "Ň", "n\u0303"),
                    'l', List.of("l", "L", "ł", "Ł", "Ｌ"),
                    'o', List.of("o", "O", "ø", "Ó", "o\u0308", "ő"),
                    'd', List.of("d", "D", "đ", "Ď"),
                    'z', List.of("z", "Z", "ź", "Z\u030C"),
                    's', List.of("s", "S", "š", "ſ"),
                    'e', List.of("e", "E", "é", "e\u0301", "Ê"),
                    'i', List.of("i", "I", "İ", "ı", "ï"),
                    't', List.of("t", "T", "ť", "ţ"));

    private final RandomGenerator random;
    private final Searches search;
    private final PlacedOrders orders;
    private final Map<OrderId, Set<String>> given = new HashMap<>();
    private int second;

    /** A search that examines at most so many orders and spends at most so many read units. */
    @FunctionalInterface
    interface Searches {
        OrderSearch of(int candidatesMax, double unitsMax);
    }

    OrderSearchProperty(RandomGenerator random, Searches search, Consumer<Commit> show) {
        this.random = random;
        this.search = search;
        this.orders = new PlacedOrders(random, show);
    }

    void check() {
        int atStart = random.nextInt(ORDERS_MAX);
        IntStream.range(0, atStart).forEach(n -> place());
        for (int n = 0; n < SEARCHES; n++) {
            Searched searched = searched();
            checkAll(searched);
            checkWalkPastBound(searched);
            change();
        }
        checkWalkAmongChanges(searched());
    }

    /** What is searched for, with the plain words that are meant. */
    private record Searched(SearchCriteria criteria, Set<String> plain) {}

    private void place() {
        String name = plainWord();
        String city = plainWord();
        String product = "sku-" + random.nextInt(3);
        String customer = orders.own("c-" + random.nextInt(3));
        OrderId id =
                orders.order()
                        .of(anyCase(customer))
                        .named(
                                random.nextBoolean()
                                        ? null
                                        : written(name) + " \u3000" + written(city))
                        .to(written(city))
                        .in(random.nextInt(4) == 0 ? Samples.JPY : Samples.EUR)
                        .with(anyCase(orders.own(product)), Integer.toString(random.nextInt(4)))
                        .at(random.nextInt(4) == 0 ? random.nextInt(1 + second) : second++);
        Set<String> words = new HashSet<>();
        words.add(orders.own(product));
        OrderView view = orders.get(id).value();
        words.add(view.placement().customerId().value().toLowerCase(Locale.ROOT));
        words.addAll(wordsOf(city));
        if (view.placement().customerName() != null) {
            words.addAll(wordsOf(name));
        }
        given.put(id, words);
    }

    /** One or two of the plain words, with a hyphen or an apostrophe between. */
    private String plainWord() {
        String word = orders.own(any(PLAIN));
        return switch (random.nextInt(3)) {
            case 0 -> word + "-" + orders.own(any(PLAIN));
            case 1 -> orders.own(any(PLAIN)) + "'" + word;
            default -> word;
        };
    }

    private static Set<String> wordsOf(String plain) {
        Set<String> words = new HashSet<>(List.of(plain.split("[-']")));
        words.add(plain);
        return words;
    }

    /** Something happens to an order, or there is another one. */
    private void change() {
        List<OrderId> pending =
                orders.all().stream()
                        .map(Versioned::value)
                        .filter(order -> order.progress().status() == OrderStatus.PENDING)
                        .map(order -> order.placement().orderId())
                        .sorted(Comparator.comparing(OrderId::value))
                        .toList();
        if (pending.isEmpty() || random.nextBoolean()) {
            place();
            return;
        }
        OrderId id = any(pending);
        List<OrderLine> lines = orders.get(id).value().lines();
        switch (random.nextInt(3)) {
            case 0 -> orders.cancel(id);
            case 1 -> orders.add(id, orders.own("sku-" + random.nextInt(3)), "1");
            default -> {
                if (lines.size() > 1) {
                    orders.removeLine(id, any(lines).line());
                }
            }
        }
        Set<String> words = given.get(id);
        words.removeIf(word -> word.startsWith("sku-"));
        orders.get(id)
                .value()
                .lines()
                .forEach(line -> words.add(line.productId().value().toLowerCase(Locale.ROOT)));
    }

    private Searched searched() {
        Set<String> plain = new HashSet<>();
        int words = random.nextInt(4);
        List<Set<String>> known = List.copyOf(given.values());
        for (int n = 0; n < words; n++) {
            plain.add(
                    known.isEmpty() || random.nextInt(5) == 0
                            ? plainWord()
                            : any(any(known).stream().sorted().toList()));
        }
        boolean ofCustomer = plain.isEmpty() || random.nextInt(3) == 0;
        List<CustomerId> customers =
                orders.all().stream()
                        .map(order -> order.value().placement().customerId())
                        .sorted(Comparator.comparing(CustomerId::value))
                        .toList();
        CustomerId customer =
                !ofCustomer ? null : customers.isEmpty() ? new CustomerId("c") : any(customers);
        Integer from = random.nextInt(4) == 0 ? random.nextInt(ORDERS_MAX) : null;
        Integer before = random.nextInt(4) == 0 ? ORDERS_MAX + random.nextInt(9) : null;
        return new Searched(
                new SearchCriteria(
                        plain.isEmpty() ? SearchWords.NONE : SearchWords.parse(typed(plain)),
                        customer,
                        random.nextInt(4) == 0 ? any(List.of(OrderStatus.values())) : null,
                        random.nextInt(4) == 0 ? Samples.EUR : null,
                        new Created(time(from), time(before)),
                        new Total(random.nextInt(4) == 0 ? BigDecimal.ONE : null, null)),
                plain);
    }

    private static @Nullable Instant time(@Nullable Integer seconds) {
        return seconds == null ? null : Samples.NOON.plusSeconds(seconds);
    }

    private String typed(Set<String> plain) {
        String q =
                plain.stream()
                        .map(this::written)
                        .collect(Collectors.joining(any(List.of(" ", "  ", "\u00A0", "\t"))));
        // An accent of its own may have made it too long.
        return q.codePointCount(0, q.length()) > 200 ? String.join(" ", plain) : q;
    }

    /** The word as somebody writes it who cares for nothing. */
    private String written(String plain) {
        StringBuilder written = new StringBuilder();
        plain.chars().forEach(c -> written.append(any(ways((char) c))));
        Form form = any(List.of(Form.values()));
        return random.nextBoolean() ? Normalizer.normalize(written, form) : written.toString();
    }

    private static List<String> ways(char c) {
        return switch (c) {
            case '-' -> List.of("-", "‐", "–", "\u2011");
            case '\'' -> List.of("'", "’", "ʼ");
            default -> WAYS.getOrDefault(c, List.of(Character.toString(c)));
        };
    }

    private String anyCase(String id) {
        return random.nextBoolean() ? id : id.toUpperCase(Locale.ROOT);
    }

    private void checkAll(Searched searched) {
        for (Sort sort : sorts()) {
            List<OrderId> expected = expected(searched, sort);
            int size = 1 + random.nextInt(9);
            OrderSearch whole = search.of(ENOUGH, TokenSearch.UNITS_MAX);
            List<OrderId> paged = new ArrayList<>();
            for (int page = 1; page <= expected.size() / size + 1; page++) {
                Found found =
                        whole.search(searched.criteria(), sort, new Part.Page(page, size), null);
                assertThat(found.count().total())
                        .as(searched.toString())
                        .isEqualTo(expected.size());
                assertThat(found.count().exact()).isTrue();
                paged.addAll(OrderSearchContract.ids(found));
            }
            assertThat(paged).as(searched.toString()).isEqualTo(expected);
            assertThat(OrderSearchContract.walk(whole, searched.criteria(), sort, size))
                    .isEqualTo(expected);
        }
    }

    private void checkWalkPastBound(Searched searched) {
        OrderSearch bounded = bounded();
        for (Sort sort : List.of(sorts().get(0), sorts().get(1))) {
            List<OrderId> expected = expected(searched, sort);
            Found first = bounded.search(searched.criteria(), sort, new Part.Page(1, 3), null);
            if (first.count().exact()) {
                assertThat(first.count().total()).isEqualTo(expected.size());
            } else {
                assertThat(first.count().total()).isLessThanOrEqualTo(expected.size());
            }
            assertThat(OrderSearchContract.walk(bounded, searched.criteria(), sort, 3))
                    .as(searched.toString())
                    .isEqualTo(expected);
        }
    }

    /** By the number of orders, by the read units, or by both. */
    private OrderSearch bounded() {
        int candidatesMax = random.nextInt(3) == 0 ? ENOUGH : 1 + random.nextInt(6);
        return search.of(
                candidatesMax, random.nextBoolean() ? UNITS_LEAST + random.nextInt(8) : 150);
    }

    /** Each that was found all the while is met once, however orders come and change. */
    private void checkWalkAmongChanges(Searched searched) {
        Sort sort = any(List.of(sorts().get(0), sorts().get(1)));
        OrderSearch bounded = bounded();
        Set<OrderId> always = new HashSet<>(expected(searched, sort));
        List<OrderId> walked = new ArrayList<>();
        Part part = new Part.Page(1, 2);
        while (part != null) {
            Found found = bounded.search(searched.criteria(), sort, part, null);
            walked.addAll(OrderSearchContract.ids(found));
            part = found.next() == null ? null : new Part.After(found.next(), 2);
            if (orders.all().size() < 2 * ORDERS_MAX) {
                change();
            }
            always.retainAll(expected(searched, sort));
        }
        assertThat(walked).as(searched.toString()).doesNotHaveDuplicates().containsAll(always);
    }

    private static List<Sort> sorts() {
        return List.of(
                OrderSearchContract.NEWEST_FIRST,
                OrderSearchContract.OLDEST_FIRST,
                OrderSearchContract.DEAREST_FIRST,
                OrderSearchContract.CHEAPEST_FIRST);
    }

    private List<OrderId> expected(Searched searched, Sort sort) {
        SearchCriteria wanted = searched.criteria();
        Comparator<OrderSummary> rising =
                Comparator.comparing(OrderSummary::createdAt)
                        .thenComparing(order -> order.orderId().value());
        if (sort.by() == Sort.By.TOTAL_AMOUNT) {
            rising = Comparator.comparing(OrderSummary::totalAmount).thenComparing(rising);
        }
        return orders.all().stream()
                .map(order -> order.value().summary())
                .filter(order -> given.get(order.orderId()).containsAll(searched.plain()))
                .filter(order -> is(wanted.customer(), order.customerId()))
                .filter(order -> is(wanted.status(), order.status()))
                .filter(order -> is(wanted.currency(), order.currency()))
                .filter(order -> isIn(wanted, order))
                .sorted(sort.ascending() ? rising : rising.reversed())
                .map(OrderSummary::orderId)
                .toList();
    }

    private static boolean is(@Nullable Object wanted, Object has) {
        return wanted == null || wanted.equals(has);
    }

    private static boolean isIn(SearchCriteria wanted, OrderSummary order) {
        Instant from = wanted.created().from();
        Instant before = wanted.created().before();
        BigDecimal min = wanted.total().min();
        return (from == null || order.createdAt().compareTo(from) >= 0)
                && (before == null || order.createdAt().compareTo(before) < 0)
                && (min == null || order.totalAmount().compareTo(min) >= 0);
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
