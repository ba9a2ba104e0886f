package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.Place;
import dev.orderstream.eventsourcing.Segment;
import dev.orderstream.eventsourcing.Snapshot;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.AllCommits;
import dev.orderstream.eventsourcing.projector.Doorbell;
import dev.orderstream.eventsourcing.view.CommitOwners;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An event store that lasts as long as its process; any thread may use it. Its limits are those of
 * DynamoDB, its sizes about as large.
 */
public final class InMemoryEventStore implements EventStore, AllCommits, CommitOwners {

    private static final int COMMITS_MAX = 100;
    private static final int COMMIT_BYTES_MAX = 400 * 1024;
    private static final int BYTES_MAX = 4 * 1024 * 1024;

    private final Map<StreamId, NavigableMap<Long, Commit>> streams = new LinkedHashMap<>();

    @Override
    public synchronized Appended append(List<Commit> commits) {
        if (commits.stream().map(Commit::stream).distinct().count() < commits.size()) {
            throw new IllegalArgumentException("two commits of one stream");
        }
        List<Commit> holders =
                commits.stream()
                        .map(commit -> commits(commit.stream()).get(commit.version()))
                        .filter(Objects::nonNull)
                        .toList();
        if (!holders.isEmpty()) {
            return new Appended.Taken(holders);
        }
        commits.forEach(commit -> commits(commit.stream()).put(commit.version(), commit));
        return new Appended.Written();
    }

    @Override
    public synchronized List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
        List<Commit> read =
                commits(stream).tailMap(version, false).values().stream()
                        .limit(commitsMax)
                        .toList();
        long expected = version;
        for (Commit commit : read) {
            expected++;
            if (commit.version() != expected) {
                throw new BrokenStreamException(stream, expected, commit.version());
            }
        }
        return read;
    }

    @Override
    public synchronized List<Commit> readBack(
            StreamId stream, int commitsFirst, Predicate<Commit> enough) {
        long first =
                commits(stream).descendingMap().values().stream()
                        .filter(enough)
                        .findFirst()
                        .map(Commit::version)
                        .orElse(1L);
        return readAfter(stream, first - 1, Integer.MAX_VALUE);
    }

    @Override
    public synchronized Optional<Found> find(StreamId stream, long version) {
        return Optional.ofNullable(commits(stream).get(version))
                .map(commit -> new Found(commit.owner()));
    }

    @Override
    public boolean fits(List<Commit> commits) {
        List<Integer> sizes = commits.stream().map(InMemoryEventStore::size).toList();
        return commits.size() <= COMMITS_MAX
                && sizes.stream().allMatch(size -> size <= COMMIT_BYTES_MAX)
                && sizes.stream().mapToLong(size -> size).sum() <= BYTES_MAX;
    }

    private static int size(Commit commit) {
        Snapshot snapshot = commit.snapshot();
        int events = commit.events().stream().mapToInt(event -> size(event.data())).sum();
        return snapshot == null
                ? events
                : events + size(snapshot.state()) + snapshot.commands().packed().length;
    }

    private static int size(Document document) {
        return switch (document) {
            case Document.Text(String value) -> value.getBytes(StandardCharsets.UTF_8).length;
            case Document.Decimal(BigDecimal value) -> value.precision();
            case Document.Sequence(List<Document> values) ->
                    values.stream().mapToInt(InMemoryEventStore::size).sum();
            case Document.Fields(Map<String, Document> values) ->
                    values.entrySet().stream()
                            .mapToInt(field -> field.getKey().length() + size(field.getValue()))
                            .sum();
        };
    }

    @Override
    public synchronized Page read(Segment segment, @Nullable Place after) {
        List<Doorbell> doorbells =
                streams.entrySet().stream()
                        .filter(stream -> InMemoryScan.isIn(segment, stream.getKey()))
                        .flatMap(stream -> stream.getValue().values().stream())
                        .map(commit -> Doorbell.of(BigInteger.ZERO, commit))
                        .toList();
        return InMemoryScan.page(doorbells, InMemoryEventStore::place, after, Page::new);
    }

    private static Place place(Doorbell doorbell) {
        return new Place(doorbell.stream().toString(), Long.toString(doorbell.version()));
    }

    @Override
    public synchronized long estimate() {
        return streams.values().stream().mapToLong(NavigableMap::size).sum();
    }

    private NavigableMap<Long, Commit> commits(StreamId stream) {
        return streams.computeIfAbsent(stream, absent -> new TreeMap<>());
    }
}
