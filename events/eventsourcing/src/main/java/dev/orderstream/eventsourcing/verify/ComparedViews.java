package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.ViewStore;
import java.util.List;

/** A fold whose history is compared with the one that is stored. */
final class ComparedViews extends FoldedView {

    private final ViewStore stored;
    private final boolean comparing;
    private boolean historyDiffers;

    /**
     * Compares nothing before it is written to.
     *
     * @param comparing false where there is no view, whose history would be ahead of it
     */
    ComparedViews(ViewStore stored, boolean comparing) {
        this.stored = stored;
        this.comparing = comparing;
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

    boolean historyDiffers() {
        return historyDiffers;
    }
}
