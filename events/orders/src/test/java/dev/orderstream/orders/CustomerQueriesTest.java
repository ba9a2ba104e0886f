package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import dev.orderstream.orders.CustomerCommand.NameCustomer;
import dev.orderstream.orders.CustomerQuery.FindCustomer;
import dev.orderstream.orders.CustomerView.Spent;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomerQueriesTest {

    private static final CustomerId ANNA = new CustomerId("anna");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Shop shop = new Shop();

    @Test
    void a_customer_is_found_by_name_with_what_the_orders_come_to() {
        name("Anna");
        shop.project(ANNA.stream());
        shop.placeAndProject(ANNA, 1);
        cancelled(shop.place(ANNA, 2));
        shipped(shop.place(ANNA, 3));
        shipped(shop.place(ANNA, 4));

        Versioned<CustomerView> found = find(null).value().orElseThrow();

        assertThat(found.version()).isEqualTo(1);
        assertThat(found.value().customerId()).isEqualTo(ANNA);
        assertThat(found.value().name()).isEqualTo("Anna");
        assertThat(found.value().orders())
                .isEqualTo(
                        Map.of(
                                OrderStatus.PENDING,
                                1L,
                                OrderStatus.SHIPPED,
                                2L,
                                OrderStatus.DELIVERED,
                                0L,
                                OrderStatus.CANCELLED,
                                1L));
        assertThat(found.value().spent())
                .containsExactly(new Spent(Samples.EUR, new BigDecimal("176.4")));
    }

    @Test
    void who_has_orders_but_no_profile_has_no_name_and_version_0() {
        shop.placeAndProject(ANNA, 1);

        Versioned<CustomerView> found = find(null).value().orElseThrow();

        assertThat(found.version()).isZero();
        assertThat(found.value().name()).isNull();
        assertThat(found.value().spent()).isEmpty();
    }

    @Test
    void who_has_a_profile_but_no_orders_is_found_as_well() {
        name("Anna");
        shop.project(ANNA.stream());

        assertThat(find(null).value().orElseThrow().value().orders())
                .containsOnlyKeys(OrderStatus.values())
                .containsValue(0L)
                .doesNotContainValue(1L);
    }

    @Test
    void who_has_neither_is_not_found() {
        assertThat(find(null).value()).isEmpty();
        assertThat(shop.ticker.pauses()).isEmpty();
    }

    @Test
    void who_waits_sees_what_he_wrote() {
        name("Anna");
        name("Anna B");
        shop.ticker.whileSleeping(() -> shop.project(ANNA.stream()));

        var answer = find(awaited(2));

        assertThat(answer.recent()).isTrue();
        assertThat(answer.value().orElseThrow().version()).isEqualTo(2);
        assertThat(answer.value().orElseThrow().value().name()).isEqualTo("Anna B");
    }

    @Test
    void a_profile_that_does_not_exist_is_not_waited_for() {
        assertThat(find(awaited(1)).recent()).isFalse();
        assertThat(find(awaited(1)).value()).isEmpty();

        shop.placeAndProject(ANNA, 1);
        var answer = find(awaited(1));

        assertThat(answer.recent()).isFalse();
        assertThat(answer.value()).map(Versioned::version).contains(0L);
        assertThat(shop.ticker.pauses()).isEmpty();
    }

    @Test
    void who_waits_in_vain_sees_what_is_there_when_the_time_is_over() {
        name("Anna");
        shop.project(ANNA.stream());
        name("Anna B");

        var answer = find(awaited(2));

        assertThat(answer.recent()).isFalse();
        assertThat(answer.value().orElseThrow().value().name()).isEqualTo("Anna");
        assertThat(shop.ticker.elapsed()).isEqualTo(TIMEOUT);
    }

    @Test
    void the_commit_of_a_profile_belongs_to_its_customer() {
        name("Anna");
        shop.ticker.whileSleeping(() -> shop.project(ANNA.stream()));
        FindCustomer asBert =
                new FindCustomer(ANNA, new OrderReader(new CustomerId("bert")), awaited(1));
        FindCustomer asAnna = new FindCustomer(ANNA, new OrderReader(ANNA), awaited(1));

        assertThat(shop.queries.dispatch(asBert).recent()).isFalse();
        assertThat(shop.ticker.pauses()).isEmpty();
        assertThat(shop.queries.dispatch(asAnna).recent()).isTrue();
    }

    private void name(String name) {
        shop.commands.dispatch(new NameCustomer(ANNA, name, Samples.envelope()));
    }

    private void cancelled(OrderId id) {
        shop.send(new CancelOrder(id, null, Samples.envelope()));
        shop.project(id);
    }

    private void shipped(OrderId id) {
        shop.send(new UpdateOrderStatus(id, new StatusChange.Ship(null, null), Samples.envelope()));
        shop.project(id);
    }

    private Answer<Optional<Versioned<CustomerView>>> find(@Nullable Awaited awaited) {
        return shop.queries.dispatch(new FindCustomer(ANNA, OrderReader.OF_ALL, awaited));
    }

    private static Awaited awaited(long version) {
        return new Awaited(ANNA.stream(), version, TIMEOUT);
    }
}
