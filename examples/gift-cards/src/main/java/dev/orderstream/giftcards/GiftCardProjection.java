package dev.orderstream.giftcards;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.Projection;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewKey;
import org.jspecify.annotations.Nullable;

/** Folds the commits of a gift card into its view, which shows what the rules know. */
public final class GiftCardProjection implements Projection<GiftCard> {

    private static final GiftCardDecider RULES = new GiftCardDecider();

    @Override
    public String category() {
        return GiftCardId.CATEGORY;
    }

    @Override
    public EventCodec<GiftCardEvent> events() {
        return GiftCardEvent.CODEC;
    }

    @Override
    public ViewKey key(String id) {
        return new ViewKey("GIFT_CARD", id, "VIEW");
    }

    @Override
    public GiftCard evolve(@Nullable GiftCard view, Commit commit) {
        GiftCard folded = view == null ? RULES.initial() : view;
        for (GiftCardEvent event : GiftCardEvent.CODEC.decode(commit).toList()) {
            folded = RULES.evolve(folded, event);
        }
        return folded;
    }

    @Override
    public ViewBody write(GiftCard view) {
        return new ViewBody(view.write(), Fields.NONE, null, null);
    }

    @Override
    public GiftCard read(ViewBody body) {
        return UnreadableException.unless("a stored view", () -> GiftCard.read(body.summary()));
    }
}
