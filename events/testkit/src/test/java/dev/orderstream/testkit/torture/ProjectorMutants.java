package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Doorbell;
import dev.orderstream.eventsourcing.projector.ParkedStreams;
import dev.orderstream.eventsourcing.projector.Projected;
import dev.orderstream.eventsourcing.projector.Projected.Fault;
import dev.orderstream.eventsourcing.projector.Projector;
import dev.orderstream.eventsourcing.projector.ReadModel;
import dev.orderstream.testkit.ForwardingEventStore;
import dev.orderstream.testkit.InMemoryNotices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All mutants of the projector. */
final class ProjectorMutants {

    private ProjectorMutants() {}

    static Stream<Mutant> all() {
        return Stream.of(
                new Mutant(
                        "the view is put unconditionally",
                        () ->
                                Parts.REAL.withViews(
                                        store -> ViewMutants.guardedBy((a, b) -> true, store)),
                        "a view went back|a read goes back|neither shown nor noted"),
                new Mutant(
                        "the version alone guards the view",
                        () ->
                                Parts.REAL.withViews(store ->
                                        ViewMutants.guardedBy(
                                                ViewMutants::haveTheSameVersion, store)),
                        "a view is"),
                new Mutant(
                        "a lost race is taken for a write",
                        () -> Parts.REAL.withViews(ViewMutants::lostRaceTakenForAWrite),
                        "neither shown nor noted"),
                new Mutant(
                        "known commits are folded again",
                        () -> Parts.REAL.withViews(ViewMutants::knownCommitsFoldedAgain),
                        "a view is"),
                new Mutant(
                        "the totals come in a second write",
                        () -> Parts.REAL.withViews(ViewMutants::totalsInASecondWrite),
                        "stale totals"),
                new Mutant(
                        "the history comes after the view",
                        () -> Parts.REAL.withViews(ViewMutants::historyAfterTheView),
                        "before its history"),
                new Mutant(
                        "the words come after the view",
                        () -> Parts.REAL.withViews(ViewMutants::wordsAfterTheView),
                        "before its words"),
                new Mutant(
                        "a gap is ignored",
                        () -> Parts.REAL.withEvents(ProjectorMutants::gapIgnored),
                        "before its history"),
                new Mutant(
                        "an outage is taken for lasting",
                        () -> Parts.REAL.withViews(ViewMutants::outageTakenForLasting),
                        "parked without a lasting fault"),
                new Mutant(
                        "the highest failure is where it goes on",
                        () -> Parts.REAL.withHandler(ProjectorMutants::highestFailure),
                        "neither shown nor noted|a heartbeat is lost"),
                new Mutant(
                        "an outage of the whole batch is taken for success",
                        () -> Parts.REAL.withHandler(ProjectorMutants::outageTakenForSuccess),
                        "neither shown nor noted|a heartbeat is lost"),
                new Mutant(
                        "a lasting fault holds the batch up",
                        () -> Parts.REAL.withNotices(NoticeMutants::nobodyIsParked),
                        "held up without a reason"),
                new Mutant(
                        "streams are parked without bound",
                        () -> Parts.REAL.withHandler(ProjectorMutants::parkedWithoutBound),
                        "more streams parked at once"),
                new Mutant(
                        "a failure to park is ignored",
                        () -> Parts.REAL.withNotices(NoticeMutants::failureToParkIgnored),
                        "neither shown nor noted"),
                new Mutant(
                        "a notice is deleted unconditionally",
                        () -> Parts.REAL.withNotices(NoticeMutants::deletedUnconditionally),
                        "taken back that stands for something"),
                new Mutant(
                        "a parked stream is tried up to its notice's version only",
                        NoticeMutants::triedUpToTheNoticeOnly,
                        "lost"),
                new Mutant(
                        "the generations are cached",
                        ProjectorMutants::generationsCached,
                        "neither shown nor noted"),
                new Mutant(
                        "a fault beside is forgotten",
                        () -> Parts.REAL.withReadModels(real -> () -> besideForgotten(real.get())),
                        "neither shown nor noted"),
                new Mutant(
                        "a fault beside holds the batch up",
                        ProjectorMutants::besideHoldsUp,
                        "held up without a reason"));
    }

    private static EventStore gapIgnored(EventStore events) {
        return new ForwardingEventStore(events) {
            @Override
            public List<Commit> readAfter(StreamId stream, long version, int commitsMax) {
                List<Commit> read = super.readAfter(stream, version, commitsMax);
                return read.size() > 1 ? read.subList(1, read.size()) : read;
            }
        };
    }

    private static Optional<Doorbell> highestFailure(Projector projector, List<Doorbell> batch) {
        return projector.project(batch).failed().stream()
                .max(Comparator.comparing(Doorbell::place));
    }

    private static Optional<Doorbell> outageTakenForSuccess(
            Projector projector, List<Doorbell> batch) {
        try {
            return projector.project(batch).firstFailed();
        } catch (OutageException ignored) {
            return Optional.empty();
        }
    }

    /** Each stream is a batch of its own. */
    private static Optional<Doorbell> parkedWithoutBound(
            Projector projector, List<Doorbell> batch) {
        Map<StreamId, List<Doorbell>> streams =
                batch.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Doorbell::stream, LinkedHashMap::new, Collectors.toList()));
        List<Doorbell> failed = new ArrayList<>();
        streams.values().forEach(each -> failed.addAll(projector.project(each).failed()));
        return failed.stream().min(Comparator.comparing(Doorbell::place));
    }

    private static Parts generationsCached() {
        Map<Integer, Boolean> known = new HashMap<>();
        return Parts.REAL.withReadModels(real ->
                () -> {
                    List<ReadModel> models = real.get();
                    if (known.isEmpty()) {
                        models.forEach(model -> known.put(model.generation(), model.serving()));
                    }
                    return models.stream()
                            .filter(model -> known.containsKey(model.generation()))
                            .toList();
                });
    }

    private static List<ReadModel> besideForgotten(List<ReadModel> models) {
        return models.stream()
                .map(model ->
                        model.serving()
                                ? model
                                : new ReadModel(
                                        model.generation(),
                                        ReadModel.Role.BESIDE,
                                        model.catchUp(),
                                        ParkedStreams.serving(
                                                NoticeMutants.forgotten(new InMemoryNotices()),
                                                model.generation())))
                .toList();
    }

    private static Parts besideHoldsUp() {
        Map<Integer, Boolean> serving = new HashMap<>();
        return Parts.REAL
                .withReadModels(real ->
                        () -> {
                            List<ReadModel> models = real.get();
                            models.forEach(
                                    model -> serving.put(model.generation(), model.serving()));
                            return models;
                        })
                .withHandler((projector, batch) -> {
                    Projected projected = projector.project(batch);
                    Set<StreamId> beside =
                            projected.faults().stream()
                                    .filter(fault -> !serving.get(fault.generation()))
                                    .map(Fault::stream)
                                    .collect(Collectors.toSet());
                    return batch.stream()
                            .filter(doorbell ->
                                    beside.contains(doorbell.stream())
                                            || projected.failed().contains(doorbell))
                            .min(Comparator.comparing(Doorbell::place));
                });
    }
}
