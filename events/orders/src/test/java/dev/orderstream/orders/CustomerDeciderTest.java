package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.orders.CustomerCommand.NameCustomer;
import dev.orderstream.orders.CustomerEvent.CustomerNamed;
import dev.orderstream.testkit.DeciderSpec;
import org.junit.jupiter.api.Test;

class CustomerDeciderTest {

    private final DeciderSpec<CustomerCommand, Customer, CustomerEvent, CustomerRejection> spec =
            new DeciderSpec<>(new CustomerDecider());

    @Test
    void a_customer_gets_a_name_whether_anybody_knew_of_him_or_not() {
        spec.given().when(name("Ada")).thenEvents(new CustomerNamed("Ada"));
        spec.given(new CustomerNamed("Ada"))
                .when(name("Ada Miller"))
                .thenEvents(new CustomerNamed("Ada Miller"));
    }

    @Test
    void the_same_name_again_is_an_event_as_well() {
        spec.given(new CustomerNamed("Ada")).when(name("Ada")).thenEvents(new CustomerNamed("Ada"));
    }

    @Test
    void the_last_name_counts() {
        assertThat(spec.given().state()).isEqualTo(new Customer(null));
        assertThat(spec.given(new CustomerNamed("Ada"), new CustomerNamed("Zoë")).state())
                .isEqualTo(new Customer("Zoë"));
    }

    @Test
    void a_name_has_200_characters_at_most_and_is_not_blank() {
        assertThat(name("𝒜".repeat(200)).name()).hasSize(400);
        assertRefused("a".repeat(201), "too-long");
        assertRefused(" ", "blank");
        assertRefused("A\u202Eda", "forbidden-character");
    }

    private static void assertRefused(String name, String code) {
        assertThatThrownBy(() -> name(name))
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static NameCustomer name(String name) {
        return new NameCustomer(Samples.CUSTOMER, name, Samples.envelope());
    }
}
