package dev.orderstream.eventsourcing.scan;

import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Doorbell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A segment of all commits, read stream by stream. A store mostly gives the commits of one stream
 * together and in order: nothing rests on that but that a stream's commits come as one run. The
 * last run of a page may go on in the next one, so it is kept until then. Of one that gets too long
 * all but the last commit is handed over: so whoever gets the end of a stream knows that it is.
 */
public final class SegmentRuns {

    private static final int KEPT_COMMITS_MAX = 1_000;
    private static final int KEPT_PAGES_MAX = 4;

    private final AllCommits commits;
    private final Segment segment;
    private @Nullable Place after;
    private boolean ended;
    private List<Doorbell> kept = List.of();
    private int keptPages;
    private @Nullable Place beforeKept;

    public SegmentRuns(AllCommits commits, Segment segment, @Nullable Place after) {
        this.commits = commits;
        this.segment = segment;
        this.after = after;
    }

    /**
     * Runs, and where to go on once they are done with.
     *
     * @param commitsRead by this call
     * @param next where to go on; null: at the start
     */
    public record Part(
            List<StreamRun> runs, int commitsRead, @Nullable Place next, boolean isLast) {
        public Part {
            runs = List.copyOf(runs);
        }
    }

    public boolean hasNext() {
        return !ended;
    }

    /** Reads one more page. */
    public Part next() {
        AllCommits.Page page = commits.read(segment, after);
        SequencedMap<StreamId, List<Doorbell>> byStream = new LinkedHashMap<>();
        kept.forEach(doorbell -> add(doorbell, byStream));
        page.doorbells().forEach(doorbell -> add(doorbell, byStream));
        ended = page.next().isEmpty();
        keep(page, byStream);
        after = page.next().orElse(null);
        return new Part(
                byStream.entrySet().stream().map(this::run).toList(),
                page.doorbells().size(),
                kept.isEmpty() ? after : beforeKept,
                ended);
    }

    private static void add(Doorbell doorbell, Map<StreamId, List<Doorbell>> byStream) {
        byStream.computeIfAbsent(doorbell.stream(), absent -> new ArrayList<>()).add(doorbell);
    }

    private StreamRun run(Map.Entry<StreamId, List<Doorbell>> entry) {
        StreamId stream = entry.getKey();
        boolean goesOn = !kept.isEmpty() && kept.getFirst().stream().equals(stream);
        return new StreamRun(stream, entry.getValue(), !goesOn);
    }

    /** Takes the run out that may go on in the next page. */
    private void keep(AllCommits.Page page, SequencedMap<StreamId, List<Doorbell>> byStream) {
        if (ended || page.doorbells().isEmpty()) {
            kept = ended ? List.of() : kept;
            if (!kept.isEmpty()) {
                byStream.clear();
            }
            return;
        }
        StreamId last = page.doorbells().getLast().stream();
        boolean goesOn = !kept.isEmpty() && kept.getFirst().stream().equals(last);
        List<Doorbell> run = byStream.getOrDefault(last, List.of());
        keptPages = goesOn ? keptPages + 1 : 1;
        if (keptPages > KEPT_PAGES_MAX || run.size() >= KEPT_COMMITS_MAX) {
            kept = List.of(run.removeLast());
            keptPages = 0;
            beforeKept = place(run.getLast());
            return;
        }
        beforeKept = goesOn ? beforeKept : placeBefore(last, page);
        kept = run;
        byStream.remove(last);
    }

    /** Behind what stands before the first commit of a stream in a page. */
    private @Nullable Place placeBefore(StreamId stream, AllCommits.Page page) {
        Place before = after;
        for (Doorbell doorbell : page.doorbells()) {
            if (doorbell.stream().equals(stream)) {
                return before;
            }
            before = place(doorbell);
        }
        return before;
    }

    private static Place place(Doorbell doorbell) {
        return new Place(doorbell.stream().toString(), Long.toString(doorbell.version()));
    }
}
