package dev.orderstream.giftcards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.CommandLoop;
import dev.orderstream.eventsourcing.command.Outcome.Committed;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.giftcards.GiftCardCommand.Issue;
import dev.orderstream.giftcards.GiftCardCommand.Redeem;
import dev.orderstream.testkit.Seeds;
import dev.orderstream.testkit.torture.CommandTorture;
import dev.orderstream.testkit.torture.CommandTorture.Wish;
import dev.orderstream.testkit.torture.ProjectionTorture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What people were told that they had issued and taken is what is there in the end. */
class GiftCardTortureTest {

    private static final int COMMANDS = 200;
    private static final int CLIENTS = 6;
    private static final int CARDS = 4;
    private static final int ISSUED = 300;
    private static final int TAKEN_MAX = 20;
    private static final GiftCardProjection PROJECTION = new GiftCardProjection();

    /** Who knows all keys: here repeats come later than after ten others. */
    private static final Aggregate<GiftCardCommand, GiftCard, GiftCardEvent, GiftCardRejection>
            PATIENT =
                    new Aggregate<>(
                            GiftCardBeans.GIFT_CARD.decider(),
                            GiftCardBeans.GIFT_CARD.events(),
                            GiftCardBeans.GIFT_CARD.states(),
                            GiftCardBeans.GIFT_CARD.snapshotEvery(),
                            COMMANDS);

    @Test
    void no_points_are_lost_and_none_are_taken_twice() {
        Seeds.forEach(Seeds.runs(20, 1_000), (seed, random) -> torture(random));
    }

    private static void torture(RandomGenerator random) {
        var commanded =
                new CommandTorture<GiftCardCommand, GiftCard, GiftCardEvent, GiftCardRejection>(
                                random,
                                PATIENT,
                                (store, pacing, atOnce) ->
                                        new CommandLoop<>(PATIENT, store, pacing),
                                () -> wish(random))
                        .run(CLIENTS, COMMANDS);
        Map<GiftCardId, Integer> left = new HashMap<>();
        for (var answered : commanded.answers()) {
            if (answered.outcome() instanceof Committed<?, ?, ?>) {
                left.merge(
                        answered.command().id(),
                        switch (answered.command()) {
                            case Issue issue -> issue.points();
                            case Redeem redeem -> -redeem.points();
                        },
                        Integer::sum);
            }
        }

        var tortured = ProjectionTorture.of(List.of(PROJECTION)).run(commanded.commits(), random);

        assertThat(left).isNotEmpty();
        left.forEach((id, points) -> {
            var view = tortured.views().read(PROJECTION.key(id.value()), Consistency.STRONG);
            assertThat(PROJECTION.read(view.orElseThrow().body()).balance())
                    .isEqualTo(points)
                    .isNotNegative();
        });
    }

    private static Wish<GiftCardCommand> wish(RandomGenerator random) {
        GiftCardId id = new GiftCardId("g-" + random.nextInt(CARDS));
        int points = 1 + random.nextInt(TAKEN_MAX);
        return random.nextInt(10) == 0
                ? envelope -> new Issue(id, ISSUED, envelope)
                : envelope -> new Redeem(id, points, envelope);
    }
}
