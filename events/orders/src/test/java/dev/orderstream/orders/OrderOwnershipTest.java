package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.orders.OrderCommand.RemoveOrderItem;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import dev.orderstream.testkit.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** To somebody whose order it is not, an order is not there. */
class OrderOwnershipTest {

    private static final String OWNER = Samples.CUSTOMER.value();
    private static final String STRANGER = "c-2";

    /** Past the first snapshot, which is all that is loaded then. */
    private static final int COMMANDS_MAX = 120;

    @Test
    void whatever_a_stranger_asks_he_is_told_what_he_would_be_told_without_the_order() {
        Seeds.forEach(
                200,
                (seed, random) -> {
                    Shop shop = new Shop();
                    List<OrderCommand> sent = change(shop, random);
                    List<Commit> before = shop.commits(Samples.ID);
                    OrderCommand any = sent.get(random.nextInt(sent.size()));
                    Commit.Origin origin =
                            random.nextBoolean()
                                    ? any.envelope().origin()
                                    : Samples.envelope().origin();
                    OrderCommand asked =
                            as(
                                    change(random),
                                    new Envelope(
                                            origin,
                                            Samples.NOON,
                                            versionOrNull(random, before.size()),
                                            STRANGER));

                    assertThat(shop.send(asked)).isEqualTo(new Shop().send(asked));
                    assertThat(shop.commits(Samples.ID)).isEqualTo(before);
                });
    }

    @Test
    void to_its_customer_an_order_is_there_as_it_is_to_an_administrator() {
        Seeds.forEach(
                100,
                (seed, random) -> {
                    Shop shop = new Shop();
                    Shop other = new Shop();
                    OrderCommand create = Samples.place(Samples.item("sku-1", 1, "1"));
                    shop.send(create);
                    other.send(create);
                    for (int step = 0; step < 20; step++) {
                        OrderCommand command = change(random);
                        Envelope envelope = command.envelope();
                        OrderCommand owned =
                                as(
                                        command,
                                        new Envelope(
                                                envelope.origin(),
                                                envelope.issuedAt(),
                                                envelope.ifMatch(),
                                                OWNER));
                        assertThat(shop.send(owned)).isEqualTo(other.send(command));
                    }
                });
    }

    /** Before schema 3 a snapshot did not say whose order it is: none may be decided on it. */
    @Test
    void a_snapshot_without_a_customer_is_passed_over() {
        assertThat(OrderStateDocument.CODEC.schema().oldest()).isEqualTo(3);
    }

    /** Places an order and changes it, and returns the commands. */
    private static List<OrderCommand> change(Shop shop, RandomGenerator random) {
        OrderCommand create = Samples.place(Samples.item("sku-1", 1, "1"));
        shop.send(create);
        OrderCommand last = create;
        for (int left = random.nextInt(COMMANDS_MAX); left > 0; left--) {
            last = change(random);
            shop.send(last);
        }
        return List.of(create, last);
    }

    private static OrderCommand change(RandomGenerator random) {
        RandomOrders orders = new RandomOrders(random);
        OrderCommand command = orders.command();
        return command instanceof CreateOrder ? Samples.remove(random.nextInt(3)) : command;
    }

    private static Long versionOrNull(RandomGenerator random, long current) {
        return switch (random.nextInt(3)) {
            case 0 -> current;
            case 1 -> 1L;
            default -> null;
        };
    }

    private static OrderCommand as(OrderCommand command, Envelope envelope) {
        return switch (command) {
            case CreateOrder create -> throw new IllegalArgumentException("opens its stream");
            case AddOrderItem add -> new AddOrderItem(add.orderId(), add.item(), envelope);
            case RemoveOrderItem remove ->
                    new RemoveOrderItem(remove.orderId(), remove.line(), envelope);
            case UpdateOrderStatus update ->
                    new UpdateOrderStatus(update.orderId(), update.change(), envelope);
            case CancelOrder cancel -> new CancelOrder(cancel.orderId(), cancel.reason(), envelope);
        };
    }
}
