package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.command.Outcome.PreconditionFailed;
import dev.orderstream.eventsourcing.command.Outcome.Rejected;
import dev.orderstream.eventsourcing.command.Outcome.TooManyCommits;
import dev.orderstream.eventsourcing.command.Outcome.Unchanged;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.StockCommand.CountStock;
import dev.orderstream.testkit.Commits;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order takes 5,000 commits. */
class ChangesBoundTest {

    private static final StreamId ORDER = Samples.ID.stream();
    private static final NewItem ITEM = Samples.item("sku-1", 1, "1");

    private final Shop shop = new Shop();

    /** One that creates it with a line, and so many more that add a line and take it out again. */
    @BeforeEach
    void an_order_with_4_999_commits() {
        shop.send(Samples.place(ITEM));
        for (int version = 2; version < OrderCommands.COMMITS_MAX; version++) {
            shop.append(
                    new Commit(
                            ORDER,
                            version,
                            Samples.NOON,
                            OrderEvent.CODEC.encode(
                                    List.of(
                                            version % 2 == 0
                                                    ? Samples.added(1 + version / 2, ITEM)
                                                    : new OrderEvent.OrderItemRemoved(
                                                            1 + version / 2))),
                            Commits.origin()));
        }
    }

    @Test
    void the_5_000th_commit_is_stored_and_no_other_change_after_it() {
        assertThat(shop.send(Samples.add(ITEM))).isInstanceOf(Committed.class);

        assertThat(shop.send(Samples.add(ITEM))).isEqualTo(new TooManyCommits<>(ORDER, 5_000));
        assertThat(shop.send(Samples.remove(1))).isEqualTo(new TooManyCommits<>(ORDER, 5_000));
        assertThat(shop.lastVersion(Samples.ID)).isEqualTo(5_000);
    }

    @Test
    void what_needs_no_commit_is_answered_at_the_bound() {
        AddOrderItem keyed =
                new AddOrderItem(
                        Samples.ID, ITEM, new Envelope(Commits.origin(), Samples.NOON, null));
        Outcome<Order, OrderEvent, OrderRejection> last = shop.send(keyed);
        assertThat(last.version()).isEqualTo(5_000);

        assertThat(shop.send(keyed))
                .isInstanceOfSatisfying(
                        Committed.class, again -> assertThat(again.replayed()).isTrue());
        assertThat(shop.send(Samples.remove(9_999))).isInstanceOf(Rejected.class);
        assertThat(
                        shop.send(
                                new AddOrderItem(
                                        Samples.ID,
                                        ITEM,
                                        new Envelope(Commits.origin(), Samples.NOON, 4_999L))))
                .isEqualTo(new PreconditionFailed<>(ORDER, 5_000));
    }

    @Test
    void the_status_still_changes_so_that_an_order_never_holds_its_stock_for_ever() {
        shop.commands.dispatch(
                new CountStock(new ProductId("sku-1"), new Available(1), Samples.envelope()));
        shop.send(Samples.add(ITEM));
        assertThat(shop.send(Samples.add(ITEM))).isInstanceOf(Rejected.class);

        assertThat(shop.send(Samples.cancel())).isInstanceOf(Committed.class);
        assertThat(shop.send(Samples.cancel())).isInstanceOf(Unchanged.class);
        assertThat(shop.lastVersion(Samples.ID)).isEqualTo(5_001);
    }

    @Test
    void a_full_order_is_shipped_and_delivered() {
        shop.send(Samples.add(ITEM));

        assertThat(shop.send(Samples.ship())).isInstanceOf(Committed.class);
        assertThat(shop.send(Samples.deliver())).isInstanceOf(Committed.class);
        assertThat(shop.send(Samples.cancel())).isInstanceOf(Rejected.class);
    }
}
