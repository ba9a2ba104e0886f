package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import org.jspecify.annotations.Nullable;

/** Folds the commits of a customer into the profile, which shows what the rules know. */
public final class CustomerProjection implements Projection<Customer> {

    private static final CustomerDecider RULES = new CustomerDecider();

    @Override
    public String category() {
        return CustomerId.CATEGORY;
    }

    @Override
    public EventCodec<CustomerEvent> events() {
        return CustomerEvent.CODEC;
    }

    @Override
    public ViewKey key(String id) {
        return new ViewKey("CUSTOMER", id, "PROFILE");
    }

    @Override
    public Customer evolve(@Nullable Customer view, Commit commit) {
        Customer folded = view == null ? RULES.initial() : view;
        for (CustomerEvent event : CustomerEvent.CODEC.decode(commit).toList()) {
            folded = RULES.evolve(folded, event);
        }
        return folded;
    }

    @Override
    public ViewBody write(Customer view) {
        return new ViewBody(
                Document.fields().put("name", view.name()).build(), Fields.NONE, null, null);
    }

    @Override
    public Customer read(ViewBody body) {
        return new Customer(body.summary().textOrNull("name"));
    }
}
