package dev.orderstream.operations.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.orders.OrderCommand;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import dev.orderstream.orders.OrderStatus;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.InMemoryEventStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadPlanTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

    private final InMemoryEventStore store = new InMemoryEventStore();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 100})
    void every_command_is_carried_out_and_makes_a_commit(int commits) {
        LoadPlan plan = plan(7, 40, commits, 5);
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());

        Loader.Loaded loaded = new Loader(plan, store, Pace.free(), seen::add).run();

        assertThat(loaded).isEqualTo(new Loader.Loaded(plan.commitsInAll(), 0));
        assertThat(seen).hasSize((int) plan.commitsInAll()).contains(plan.commitsInAll());
        for (int n = 0; n < plan.orders(); n++) {
            assertThat(versions(plan.order(n).getFirst().stream())).isEqualTo(commits);
        }
    }

    @Test
    void the_same_plan_again_adds_what_is_missing_and_nothing_else() {
        new Loader(plan(7, 10, 5, 3), store, Pace.free(), done -> {}).run();

        Loader.Loaded more = new Loader(plan(7, 20, 5, 3), store, Pace.free(), done -> {}).run();
        Loader.Loaded again = new Loader(plan(7, 20, 5, 3), store, Pace.free(), done -> {}).run();

        assertThat(more).isEqualTo(new Loader.Loaded(50, 53));
        assertThat(again).isEqualTo(new Loader.Loaded(0, 103));
    }

    @Test
    void another_seed_makes_other_orders() {
        assertThat(plan(1, 1, 5, 3).order(0).getFirst().stream())
                .isNotEqualTo(plan(2, 1, 5, 3).order(0).getFirst().stream());
    }

    @Test
    void orders_are_in_every_status() {
        LoadPlan plan = plan(3, 200, 5, 10);

        List<OrderStatus> statuses =
                IntStream.range(0, 200).mapToObj(n -> status(plan.order(n).getLast())).toList();

        assertThat(statuses)
                .contains(
                        OrderStatus.PENDING,
                        OrderStatus.SHIPPED,
                        OrderStatus.DELIVERED,
                        OrderStatus.CANCELLED);
    }

    @Test
    void bounds_are_told_by_the_options_that_they_are_of() {
        assertThatThrownBy(() -> plan(1, 1, 101, 1))
                .hasMessage("--commits: expected 1 to 100, got 101");
    }

    @Test
    void a_pace_lets_so_many_through_in_a_second() {
        FakeTicker ticker = new FakeTicker();
        Pace pace = Pace.perSecond(100, ticker);

        for (int n = 0; n < 201; n++) {
            pace.await();
        }

        assertThat(ticker.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    private static LoadPlan plan(long seed, int orders, int commits, int customers) {
        return new LoadPlan(seed, orders, commits, customers, UUID.randomUUID().toString(), CLOCK);
    }

    private static OrderStatus status(OrderCommand last) {
        return switch (last) {
            case UpdateOrderStatus update -> update.change().status();
            case CancelOrder cancel -> OrderStatus.CANCELLED;
            default -> OrderStatus.PENDING;
        };
    }

    private int versions(StreamId stream) {
        List<Commit> commits = store.readAfter(stream, 0, Integer.MAX_VALUE);
        return commits.size();
    }
}
