package dev.orderstream.eventsourcing.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.rebuild.Ledger.Beside;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.testkit.InMemoryViewStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.TankProjection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RebuildTest {

    private final RebuildFixture fixture = new RebuildFixture();

    @Test
    void a_generation_is_filled_with_all_there_is_and_serves_then() {
        for (int tank = 0; tank < 30; tank++) {
            fixture.change(Tank.stream("t-" + tank), 1 + tank % 5);
        }

        Operation rebuild = fixture.rebuild("r-1");

        assertThat(rebuild.status()).as("%s", rebuild.result()).isEqualTo(Status.SUCCEEDED);
        Ledger ledger = fixture.ledger.read();
        assertThat(ledger.serving()).isEqualTo(2);
        assertThat(ledger.beside()).hasSize(1);
        assertThat(ledger.beside().get(1)).isInstanceOf(Beside.Retiring.class);
        for (int tank = 0; tank < 30; tank++) {
            assertThat(
                            fixture.views(2)
                                    .read(new TankProjection().key("t-" + tank), Consistency.STRONG)
                                    .orElseThrow()
                                    .version())
                    .isEqualTo(1 + tank % 5);
        }
        assertThat(rebuild.result().decimal("checked").intValue()).isEqualTo(31);
    }

    @Test
    void what_nobody_needs_is_taken_away_in_time() {
        fixture.change(Tank.stream("t-1"), 3);
        fixture.rebuild("r-1");

        fixture.retire(Duration.ofMinutes(9));
        assertThat(fixture.ledger.read().beside()).containsOnlyKeys(1);

        fixture.retire(Duration.ofMinutes(2));
        assertThat(fixture.ledger.read().beside().get(1)).isInstanceOf(Beside.Dropping.class);
        assertThat(fixture.deleted).isEmpty();

        fixture.retire(Duration.ofMinutes(20));
        assertThat(fixture.ledger.read().beside()).isEmpty();
        assertThat(fixture.deleted).containsExactly(1);

        fixture.rebuild("r-2");
        assertThat(fixture.ledger.read().serving()).isEqualTo(3);
    }

    @Test
    void a_place_that_an_earlier_deployment_left_behind_is_never_filled_and_never_serves() {
        fixture.change(Tank.stream("t-1"), 3);
        fixture.project(2, Tank.stream("t-1"));
        InMemoryViewStore leftBehind = fixture.views(2);

        Operation rebuild = fixture.rebuild("r-1");

        assertThat(rebuild.status()).as("%s", rebuild.result()).isEqualTo(Status.SUCCEEDED);
        assertThat(fixture.ledger.read().serving()).isEqualTo(3);
        assertThat(fixture.views(2)).isSameAs(leftBehind);
        assertThat(fixture.deleted).isEmpty();
    }

    @Test
    void a_hundred_places_that_were_left_behind_end_the_rebuild_with_what_to_delete() {
        for (int generation = 2; generation <= 101; generation++) {
            fixture.views(generation);
        }

        Operation rebuild = fixture.rebuild("r-1");

        assertThat(rebuild.status()).isEqualTo(Status.FAILED);
        assertThat(rebuild.result().text("cause"))
                .isEqualTo("read tables 2 to 101 exist and belong to no generation: delete them");
        assertThat(fixture.ledger.read().serving()).isEqualTo(1);
    }

    @Test
    void a_second_one_is_refused() {
        assertThat(
                        fixture.operations.start(
                                Operation.started(
                                        "r-1", Kind.REBUILD, "u", fixture.now(), Fields.NONE)))
                .isTrue();
        assertThat(
                        fixture.operations.start(
                                Operation.started(
                                        "r-2", Kind.REBUILD, "u", fixture.now(), Fields.NONE)))
                .isFalse();
    }
}
