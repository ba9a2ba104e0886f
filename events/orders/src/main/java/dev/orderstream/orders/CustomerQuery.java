package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.Awaited;
import dev.orderstream.eventsourcing.view.Query;
import dev.orderstream.eventsourcing.view.ReadYourWrites.Answer;
import dev.orderstream.eventsourcing.view.Versioned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked about customers. */
public sealed interface CustomerQuery {

    /**
     * One customer. Who has orders but no profile has version 0.
     *
     * @param reader who asks: a wait lasts only for a commit that they may see
     */
    record FindCustomer(CustomerId customerId, OrderReader reader, @Nullable Awaited awaited)
            implements CustomerQuery, Query<Answer<Optional<Versioned<CustomerView>>>> {}
}
