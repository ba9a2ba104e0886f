package dev.orderstream.giftcards;

import dev.orderstream.eventsourcing.command.Decider;
import dev.orderstream.giftcards.GiftCardCommand.Issue;
import dev.orderstream.giftcards.GiftCardCommand.Redeem;
import dev.orderstream.giftcards.GiftCardEvent.Issued;
import dev.orderstream.giftcards.GiftCardEvent.Redeemed;
import dev.orderstream.giftcards.GiftCardRejection.AlreadyIssued;
import dev.orderstream.giftcards.GiftCardRejection.NotEnough;
import dev.orderstream.giftcards.GiftCardRejection.NotIssued;

/** The rules of a gift card: three pure functions. */
final class GiftCardDecider
        implements Decider<GiftCardCommand, GiftCard, GiftCardEvent, GiftCardRejection> {

    @Override
    public GiftCard initial() {
        return new GiftCard(0, 0);
    }

    @Override
    public Decision<GiftCardEvent, GiftCardRejection> decide(
            GiftCardCommand command, GiftCard card) {
        return switch (command) {
            case Issue issue -> issue(issue.points(), card);
            case Redeem redeem -> redeem(redeem.points(), card);
        };
    }

    private static Decision<GiftCardEvent, GiftCardRejection> issue(int points, GiftCard card) {
        if (card.issued() == 0) {
            return Decision.accept(new Issued(points));
        }
        return card.issued() == points
                ? Decision.unchanged()
                : Decision.reject(new AlreadyIssued());
    }

    private static Decision<GiftCardEvent, GiftCardRejection> redeem(int points, GiftCard card) {
        if (card.issued() == 0) {
            return Decision.reject(new NotIssued());
        }
        if (points > card.balance()) {
            return Decision.reject(new NotEnough(card.balance()));
        }
        return Decision.accept(new Redeemed(points, card.balance() - points));
    }

    @Override
    public GiftCard evolve(GiftCard card, GiftCardEvent event) {
        return switch (event) {
            case Issued(int points) -> new GiftCard(points, points);
            case Redeemed redeemed ->
                    new GiftCard(card.issued(), card.balance() - redeemed.points());
        };
    }
}
