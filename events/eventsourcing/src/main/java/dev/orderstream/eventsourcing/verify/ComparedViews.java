package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.eventsourcing.view.WrittenViews;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a fold would write of one stream, from its first commit on: the view is kept, and the
 * history is compared with the one that is stored.
 */
final class ComparedViews implements WrittenViews {

    private final ViewStore stored;
    private final boolean comparing;
    private @Nullable View folded;
    private boolean historyDiffers;

    /**
     * @param comparing false where there is no view, whose history would be ahead of it
     */
    ComparedViews(ViewStore stored, boolean comparing) {
        this.stored = stored;
        this.comparing = comparing;
    }

    @Override
    public Optional<View> read(ViewKey key, Consistency consistency) {
        return Optional.ofNullable(folded);
    }

    @Override
    public boolean replace(@Nullable View previous, View next) {
        folded = next;
        return true;
    }

    @Override
    public void putAhead(String owner, List<HistoryEntry> history, Tokens tokens) {
        if (comparing && !historyDiffers) {
            historyDiffers =
                    !stored.history(
                                    owner,
                                    history.getFirst().version() - 1,
                                    history.getLast().version(),
                                    history.size(),
                                    Consistency.STRONG)
                            .equals(history);
        }
    }

    Optional<View> folded() {
        return Optional.ofNullable(folded);
    }

    boolean historyDiffers() {
        return historyDiffers;
    }
}
