package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.orders.CustomerEvent.CustomerNamed;
import dev.orderstream.testkit.ProjectionSpec;
import org.junit.jupiter.api.Test;

class CustomerProjectionTest {

    private final ProjectionSpec<Customer, CustomerEvent> spec =
            new ProjectionSpec<>(new CustomerProjection(), CustomerEvent.CODEC);

    @Test
    void a_profile_shows_the_last_name() {
        spec.given(Samples.NOON, new CustomerNamed("Ada")).then(new Customer("Ada"));
        spec.given(Samples.NOON, new CustomerNamed("Ada"))
                .given(Samples.NOON, new CustomerNamed("Zoë Groß"))
                .then(new Customer("Zoë Groß"));
    }

    @Test
    void a_profile_stands_beside_the_totals_of_the_same_customer() {
        assertThat(new CustomerProjection().key("c-1"))
                .isEqualTo(new ViewKey("CUSTOMER", "c-1", "PROFILE"));
        assertThat(OrderKeys.totals(Samples.CUSTOMER).owner()).isEqualTo("CUSTOMER#c-1");
    }

    @Test
    void a_profile_is_in_no_list_and_counts_for_nobody() {
        var body = spec.given(Samples.NOON, new CustomerNamed("Ada")).body();

        assertThat(body.listing()).isNull();
        assertThat(body.tally()).isNull();
    }
}
