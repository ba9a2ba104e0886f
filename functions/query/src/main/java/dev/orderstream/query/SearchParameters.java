package dev.orderstream.query;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.Timestamps;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.ProblemException;
import dev.orderstream.http.QueryParameters;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.OrderSearch.Sort;
import dev.orderstream.orders.SearchCriteria;
import dev.orderstream.orders.SearchCriteria.Created;
import dev.orderstream.orders.SearchCriteria.Total;
import dev.orderstream.orders.SearchWords;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameters that say which orders are searched for, and how they are sorted. */
record SearchParameters(SearchCriteria criteria, Sort sort) {

    static final String Q = "q";
    static final String STATUS = "status";
    static final String CUSTOMER_ID = "customer_id";
    static final String CURRENCY = "currency";
    static final String CREATED_FROM = "created_from";
    static final String CREATED_TO = "created_to";
    static final String MIN_TOTAL = "min_total";
    static final String MAX_TOTAL = "max_total";
    static final String SORT_BY = "sort_by";
    static final String SORT_ORDER = "sort_order";

    /** RFC 3339; what else a parser of times takes, like a missing second, is none. */
    private static final Pattern DATE_TIME =
            Pattern.compile(
                    "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?)"
                            + "(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))");

    /** More than any order comes to, and as many decimals as any currency has. */
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,4})?");

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /**
     * @throws ProblemException 400 where a parameter is out of bounds or missing; 403 where another
     *     customer than the caller's own is searched
     */
    static SearchParameters of(HttpCall call) {
        QueryParameters query = call.query();
        Optional<String> q = query.find(Q);
        CustomerId filter = query.find(CUSTOMER_ID).map(SearchParameters::customer).orElse(null);
        if (q.isEmpty() && filter == null) {
            throw QueryParameters.invalid("q: expected, unless there is a customer_id.");
        }
        SearchWords words =
                q.map(text -> valid(Q, () -> SearchWords.parse(text))).orElse(SearchWords.NONE);
        SearchCriteria criteria =
                new SearchCriteria(
                        words,
                        searched(call, filter),
                        query.find(STATUS).map(OrderParameters::status).orElse(null),
                        query.find(CURRENCY)
                                .map(code -> valid(CURRENCY, () -> new OrderCurrency(code)))
                                .orElse(null),
                        created(query),
                        total(query));
        return new SearchParameters(criteria, sort(query));
    }

    private static CustomerId customer(String text) {
        return valid(CUSTOMER_ID, () -> CustomerId.of(text));
    }

    /** The customer whose orders alone are searched; null: everybody's. */
    private static @Nullable CustomerId searched(HttpCall call, @Nullable CustomerId filter) {
        CustomerId own = call.principal().onlyCustomer(CustomerId::find).orElse(null);
        if (filter != null) {
            call.principal().requireOwn(filter.value());
        }
        return own == null ? filter : own;
    }

    private static Created created(QueryParameters query) {
        Instant from = time(query, CREATED_FROM);
        Instant to = time(query, CREATED_TO);
        return valid("created_from and created_to", () -> new Created(from, to));
    }

    private static @Nullable Instant time(QueryParameters query, String name) {
        return query.find(name).map(text -> time(name, text)).orElse(null);
    }

    private static Instant time(String name, String text) {
        Instant time = instant(text);
        if (time == null) {
            throw QueryParameters.invalid(
                    name,
                    "%s: expected an RFC 3339 time from %s to %s; a + in it is written %%2B."
                            .formatted(
                                    name, Timestamps.format(EARLIEST), Timestamps.format(LATEST)));
        }
        if (time.isBefore(EARLIEST)) {
            throw QueryParameters.invalid(
                    name, "%s: must be at least %s.".formatted(name, Timestamps.format(EARLIEST)));
        }
        if (time.isAfter(LATEST)) {
            throw QueryParameters.invalid(
                    name, "%s: must be at most %s.".formatted(name, Timestamps.format(LATEST)));
        }
        // Orders are created at whole milliseconds: a bound between two is the later.
        return Timestamps.truncate(time.plus(Duration.ofNanos(999_999)));
    }

    /** The time that a text is by RFC 3339, or null. Its offsets go further than Java's. */
    private static @Nullable Instant instant(String text) {
        Matcher parts = DATE_TIME.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        try {
            LocalDateTime local =
                    LocalDate.parse(parts.group(1)).atTime(LocalTime.parse(parts.group(2)));
            return local.toInstant(ZoneOffset.UTC).minus(offset(parts));
        } catch (DateTimeParseException e) {
            // It is on no calendar or clock.
            return null;
        }
    }

    private static Duration offset(Matcher parts) {
        if (parts.group(3) == null) {
            return Duration.ZERO;
        }
        Duration size =
                Duration.ofHours(Integer.parseInt(parts.group(4)))
                        .plusMinutes(Integer.parseInt(parts.group(5)));
        return parts.group(3).equals("-") ? size.negated() : size;
    }

    private static Total total(QueryParameters query) {
        BigDecimal min = amount(query, MIN_TOTAL);
        BigDecimal max = amount(query, MAX_TOTAL);
        return valid("min_total and max_total", () -> new Total(min, max));
    }

    private static @Nullable BigDecimal amount(QueryParameters query, String name) {
        return query.find(name).map(text -> amount(name, text)).orElse(null);
    }

    private static BigDecimal amount(String name, String text) {
        if (AMOUNT.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        throw QueryParameters.invalid(
                name,
                name + ": expected a decimal from 0 to 999999999999999999.9999, such as 19.99.");
    }

    private static Sort sort(QueryParameters query) {
        Sort.By by = query.find(SORT_BY).map(SearchParameters::by).orElse(Sort.By.CREATED_AT);
        return new Sort(by, query.find(SORT_ORDER).map(OrderParameters::isAscending).orElse(false));
    }

    private static Sort.By by(String word) {
        return switch (word) {
            case "created_at" -> Sort.By.CREATED_AT;
            case "total_amount" -> Sort.By.TOTAL_AMOUNT;
            default ->
                    throw QueryParameters.invalid("sort_by: expected created_at or total_amount.");
        };
    }

    private static <T> T valid(String name, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidValueException e) {
            throw QueryParameters.invalid("%s: %s.".formatted(name, e.getMessage()));
        }
    }

    /** All of this for cursors, in one spelling. */
    List<String> words() {
        return List.of(
                String.join(" ", criteria.words().sorted()),
                text(criteria.customer(), CustomerId::value),
                text(criteria.status(), status -> status.word()),
                text(criteria.currency(), OrderCurrency::code),
                text(criteria.created().from(), Timestamps::format),
                text(criteria.created().before(), Timestamps::format),
                text(criteria.total().min(), SearchParameters::plain),
                text(criteria.total().max(), SearchParameters::plain),
                sort.by().name().toLowerCase(Locale.ROOT),
                sort.ascending() ? "asc" : "desc");
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    private static <T> String text(@Nullable T value, Function<T, String> text) {
        return value == null ? "" : text.apply(value);
    }
}
