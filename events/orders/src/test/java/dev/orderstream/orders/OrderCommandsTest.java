package dev.orderstream.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.command.Outcome.Committed;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderCommandsTest {

    private final Shop shop = new Shop();

    @Test
    void every_command_has_a_handler() {
        List<OrderCommand> inOrder =
                List.of(
                        Samples.place(Samples.item("sku-1", 1, "25.20")),
                        Samples.add(Samples.item("sku-2", 1, "0.99")),
                        Samples.remove(1),
                        Samples.cancel(),
                        Samples.ship());

        assertThat(inOrder.stream().<Class<?>>map(OrderCommand::getClass))
                .containsExactlyInAnyOrder(OrderCommand.class.getPermittedSubclasses());
        assertThat(inOrder.stream().map(command -> shop.send(command).version()))
                .containsExactly(1L, 2L, 3L, 4L, 4L);
    }

    @Test
    void only_a_create_opens_a_stream() {
        assertThat(Samples.place(Samples.item("a", 1, "1")).opensStream()).isTrue();
        assertThat(Samples.add(Samples.item("a", 1, "1")).opensStream()).isFalse();
        assertThat(Samples.cancel().opensStream()).isFalse();
        assertThat(Samples.cancel().stream()).hasToString("Order-" + Samples.ID.value());
    }

    @Test
    void what_a_command_did_is_stored_with_who_sent_it() {
        OrderCommand create = Samples.place(Samples.item("sku-1", 1, "25.20"));

        var outcome = shop.send(create);

        assertThat(outcome)
                .isEqualTo(
                        new Committed<>(
                                create.stream(),
                                1,
                                OrderEvent.CODEC
                                        .decode(shop.commits(Samples.ID).getFirst())
                                        .toList(),
                                false));
        assertThat(shop.commits(Samples.ID).getFirst().origin())
                .isEqualTo(create.envelope().origin());
    }
}
