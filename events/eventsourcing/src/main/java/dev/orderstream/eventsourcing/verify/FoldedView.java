package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.WrittenViews;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a fold of one stream from its first commit on would store: the view is kept here. */
abstract class FoldedView implements WrittenViews {

    private @Nullable View folded;

    /** The view as far as it was folded. */
    final Optional<View> folded() {
        return Optional.ofNullable(folded);
    }

    @Override
    public final Optional<View> read(ViewKey key, Consistency consistency) {
        return folded();
    }

    @Override
    public final boolean replace(@Nullable View previous, View next) {
        folded = next;
        return true;
    }
}
