package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.orders.Stock.Counted;
import dev.orderstream.orders.Stock.NeverCounted;
import dev.orderstream.orders.StockCommand.AdjustStock;
import dev.orderstream.orders.StockCommand.CountStock;
import dev.orderstream.orders.StockEvent.StockAdjusted;
import dev.orderstream.orders.StockEvent.StockCounted;
import dev.orderstream.orders.StockEvent.StockReleased;
import dev.orderstream.orders.StockEvent.StockReserved;
import dev.orderstream.orders.StockRejection.NotCounted;
import dev.orderstream.orders.StockRejection.NotEnough;
import dev.orderstream.orders.StockRejection.TooMany;
import dev.orderstream.testkit.DeciderSpec;
import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StockDeciderTest {

    private static final ProductId SKU = new ProductId("sku-1");
    private static final int MOST = 1_000_000_000;

    private final DeciderSpec<StockCommand, Stock, StockEvent, StockRejection> spec =
            new DeciderSpec<>(new StockDecider());

    @Nested
    class Counting {

        @Test
        void a_product_is_counted_whether_it_was_before_or_not() {
            spec.given().when(count(100)).thenEvents(new StockCounted(100));
            spec.given(new StockCounted(100)).when(count(0)).thenEvents(new StockCounted(0));
            spec.given(new StockCounted(0)).when(count(MOST)).thenEvents(new StockCounted(MOST));
        }

        @Test
        void the_same_count_again_is_an_event_as_well() {
            spec.given(new StockCounted(100)).when(count(100)).thenEvents(new StockCounted(100));
        }

        @Test
        void a_count_is_0_to_a_billion_whole_pieces() {
            assertThat(Available.of(new BigDecimal("1.0")).pieces()).isEqualTo(1);
            assertThat(Available.of(new BigDecimal("1e9")).pieces()).isEqualTo(MOST);
            assertThat(Available.of(new BigDecimal("-0.0")).pieces()).isZero();
            assertRefused("out-of-range", () -> count(-1));
            assertRefused("out-of-range", () -> count(MOST + 1));
            for (String number : List.of("-1", "-0.1", "1000000000.1", "1e999999999")) {
                assertRefused("out-of-range", () -> Available.of(new BigDecimal(number)));
            }
            for (String number : List.of("0.5", "1e-999999999")) {
                assertRefused("not-whole", () -> Available.of(new BigDecimal(number)));
            }
        }
    }

    @Nested
    class Adjusting {

        @Test
        void pieces_come_and_go() {
            spec.given(new StockCounted(100))
                    .when(adjust(-3))
                    .thenEvents(new StockAdjusted(-3, 97, "why"));
            spec.given(new StockCounted(0))
                    .when(adjust(MOST))
                    .thenEvents(new StockAdjusted(MOST, MOST, "why"));
            spec.given(new StockCounted(MOST))
                    .when(adjust(-MOST))
                    .thenEvents(new StockAdjusted(-MOST, 0, "why"));
        }

        @Test
        void what_was_never_counted_can_not_be_adjusted() {
            spec.given().when(adjust(1)).thenRejected(new NotCounted());
            spec.given().when(adjust(-1)).thenRejected(new NotCounted());
        }

        @Test
        void no_more_goes_than_there_is() {
            spec.given(new StockCounted(5)).when(adjust(-6)).thenRejected(new NotEnough(5));
            spec.given(new StockCounted(5), new StockReserved(Samples.ID, 5))
                    .when(adjust(-1))
                    .thenRejected(new NotEnough(0));
        }

        @Test
        void no_more_comes_than_may_be_counted() {
            spec.given(new StockCounted(1)).when(adjust(MOST)).thenRejected(new TooMany(1));
            spec.given(new StockCounted(MOST)).when(adjust(1)).thenRejected(new TooMany(MOST));
        }

        @Test
        void what_orders_gave_back_beyond_that_may_still_go() {
            spec.given(
                            new StockCounted(5),
                            new StockReserved(Samples.ID, 5),
                            new StockCounted(MOST),
                            new StockReleased(Samples.ID, 5))
                    .when(adjust(-1))
                    .thenEvents(new StockAdjusted(-1, MOST + 4L, "why"));
        }

        @Test
        void an_adjustment_is_of_whole_pieces_and_never_of_none() {
            assertThat(StockDelta.of(new BigDecimal("-1.00")).pieces()).isEqualTo(-1);
            assertRefused("zero", () -> StockDelta.of(new BigDecimal("0.0")));
            assertRefused("not-whole", () -> StockDelta.of(new BigDecimal("0.5")));
            assertRefused("out-of-range", () -> StockDelta.of(new BigDecimal("-1000000001")));
            assertRefused("out-of-range", () -> StockDelta.of(new BigDecimal("1000000001")));
        }

        @Test
        void a_reason_has_100_characters_at_most() {
            assertRefused(
                    "too-long",
                    () ->
                            new AdjustStock(
                                    SKU, new StockDelta(1), "a".repeat(101), Samples.envelope()));
        }
    }

    @Nested
    class WhatOrdersDo {

        @Test
        void pieces_are_held_and_given_back() {
            assertThat(
                            spec.given(
                                            new StockCounted(100),
                                            new StockReserved(Samples.ID, 7),
                                            new StockAdjusted(-3, 90, null),
                                            new StockReleased(Samples.ID, 2))
                                    .state())
                    .isEqualTo(new Counted(92));
        }

        @Test
        void a_count_replaces_whatever_was_known() {
            assertThat(
                            spec.given(
                                            new StockCounted(100),
                                            new StockReserved(Samples.ID, 7),
                                            new StockCounted(3))
                                    .state())
                    .isEqualTo(new Counted(3));
        }

        @Test
        void nothing_happens_before_the_first_count() {
            assertThat(spec.given().state()).isEqualTo(new NeverCounted());
            for (StockEvent event :
                    List.of(
                            new StockAdjusted(1, 1, null),
                            new StockReserved(Samples.ID, 1),
                            new StockReleased(Samples.ID, 1))) {
                assertThatThrownBy(() -> spec.given(event)).isInstanceOf(UnreadableException.class);
            }
        }
    }

    private static void assertRefused(String code, ThrowingCallable made) {
        assertThatThrownBy(made)
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static CountStock count(int available) {
        return new CountStock(SKU, new Available(available), Samples.envelope());
    }

    private static AdjustStock adjust(int delta) {
        return new AdjustStock(SKU, new StockDelta(delta), "why", Samples.envelope());
    }
}
