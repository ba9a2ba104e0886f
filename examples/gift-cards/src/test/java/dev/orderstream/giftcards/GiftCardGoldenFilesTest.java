package dev.orderstream.giftcards;

import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.giftcards.GiftCardEvent.Issued;
import dev.orderstream.giftcards.GiftCardEvent.Redeemed;
import dev.orderstream.testkit.GoldenFilesContract;
import java.util.Map;

class GiftCardGoldenFilesTest extends GoldenFilesContract<GiftCard, GiftCardEvent> {

    @Override
    protected Class<GiftCardEvent> eventType() {
        return GiftCardEvent.class;
    }

    @Override
    protected EventCodec<GiftCardEvent> events() {
        return GiftCardEvent.CODEC;
    }

    @Override
    protected StateCodec<GiftCard> states() {
        return GiftCard.STATES;
    }

    @Override
    protected Map<String, GiftCardEvent> goldenEvents() {
        return Map.of(
                "GiftCardIssued.v1.json", new Issued(50),
                "GiftCardRedeemed.v1.json", new Redeemed(20, 30));
    }

    @Override
    protected Map<String, GiftCard> goldenStates() {
        return Map.of("GiftCard.snapshot.v1.json", new GiftCard(50, 30));
    }
}
