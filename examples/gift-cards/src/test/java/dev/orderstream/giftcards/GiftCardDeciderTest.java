package dev.orderstream.giftcards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.InvalidValueException;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.giftcards.GiftCardCommand.Issue;
import dev.orderstream.giftcards.GiftCardCommand.Redeem;
import dev.orderstream.giftcards.GiftCardEvent.Issued;
import dev.orderstream.giftcards.GiftCardEvent.Redeemed;
import dev.orderstream.giftcards.GiftCardRejection.AlreadyIssued;
import dev.orderstream.giftcards.GiftCardRejection.NotEnough;
import dev.orderstream.giftcards.GiftCardRejection.NotIssued;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.DeciderSpec;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GiftCardDeciderTest {

    private static final GiftCardId ID = new GiftCardId("g-1");

    private final DeciderSpec<GiftCardCommand, GiftCard, GiftCardEvent, GiftCardRejection> spec =
            new DeciderSpec<>(new GiftCardDecider());

    @Test
    void a_gift_card_is_issued_once() {
        spec.given().when(issue(50)).thenEvents(new Issued(50));
        spec.given(new Issued(50)).when(issue(60)).thenRejected(new AlreadyIssued());
    }

    @Test
    void issuing_it_again_with_the_same_points_changes_nothing() {
        spec.given(new Issued(50), new Redeemed(20, 30)).when(issue(50)).thenUnchanged();
    }

    @Test
    void points_are_taken_until_none_are_left() {
        spec.given(new Issued(50)).when(redeem(20)).thenEvents(new Redeemed(20, 30));
        spec.given(new Issued(50), new Redeemed(20, 30))
                .when(redeem(30))
                .thenEvents(new Redeemed(30, 0));
    }

    @Test
    void no_more_is_taken_than_is_left() {
        spec.given(new Issued(50), new Redeemed(20, 30))
                .when(redeem(31))
                .thenRejected(new NotEnough(30));
    }

    @Test
    void nothing_is_taken_from_what_was_never_issued() {
        spec.given().when(redeem(1)).thenRejected(new NotIssued());
    }

    @Test
    void a_number_is_so_many_points() {
        assertThat(GiftCard.points(new BigDecimal("1.0"))).isEqualTo(1);
        assertThat(GiftCard.points(new BigDecimal("1e6"))).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000001", "1.5", "1e999999999", "1e-999999999"})
    void points_are_whole_from_1_to_a_million(String number) {
        assertThatThrownBy(() -> GiftCard.points(new BigDecimal(number)))
                .isInstanceOf(InvalidValueException.class);
    }

    private static Issue issue(int points) {
        return new Issue(ID, points, envelope());
    }

    private static Redeem redeem(int points) {
        return new Redeem(ID, points, envelope());
    }

    private static Envelope envelope() {
        return new Envelope(Commits.origin(), Instant.EPOCH, null);
    }
}
