package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.RefusedException;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A view store that remembers its calls, and lets others act just before a view is replaced. */
public final class ScriptedViewStore extends ForwardingViewStore {

    private final List<String> calls = new ArrayList<>();
    private Runnable beforeReplace = () -> {};
    private boolean acting;
    private boolean damaged;
    private long refusedFrom = Long.MAX_VALUE;

    public ScriptedViewStore() {
        super(new InMemoryViewStore());
    }

    /** Runs before every view that is replaced, but not before those that it replaces itself. */
    public void beforeReplace(Runnable act) {
        beforeReplace = act;
    }

    /** Takes no view of this version or a later one; 0 takes all again. */
    public void refusing(long version) {
        refusedFrom = version == 0 ? Long.MAX_VALUE : version;
    }

    /** Lets no view be read. */
    public void damaged(boolean now) {
        damaged = now;
    }

    /** What was called since the last time. */
    public List<String> calls() {
        List<String> made = List.copyOf(calls);
        calls.clear();
        return made;
    }

    @Override
    public Optional<View> read(ViewKey key, Consistency consistency) {
        calls.add("read " + consistency);
        if (damaged) {
            throw new UnreadableException("a damaged view");
        }
        return super.read(key, consistency);
    }

    @Override
    public boolean replace(@Nullable View previous, View next) {
        if (!acting) {
            acting = true;
            beforeReplace.run();
            acting = false;
        }
        if (next.version() >= refusedFrom) {
            throw new RefusedException(new IllegalStateException("too large"));
        }
        calls.add("replace " + (previous == null ? 0 : previous.version()) + " " + next.version());
        return super.replace(previous, next);
    }

    @Override
    public void putAhead(String owner, List<HistoryEntry> history, Tokens tokens) {
        calls.add(
                "ahead %s %s"
                        .formatted(
                                history.stream().map(HistoryEntry::version).toList(),
                                new TreeSet<>(tokens.words())));
        super.putAhead(owner, history, tokens);
    }
}
