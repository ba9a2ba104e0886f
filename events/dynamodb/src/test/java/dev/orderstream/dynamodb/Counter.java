package dev.orderstream.dynamodb;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.KnownCommands;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.Decider;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.testkit.Commits;
import java.util.List;
import java.util.function.Consumer;

/** The smallest aggregate: it counts, and refuses nothing. */
final class Counter implements Decider<Counter.Count, Integer, Counter.Counted, Void> {

    static final EventCodec<Counted> EVENTS =
            new EventCodec<Counted>()
                    .with(
                            "Counted",
                            Schema.first(),
                            Counted.class,
                            event ->
                                    Document.fields()
                                            .put("by", event.by())
                                            .put("note", event.note())
                                            .build(),
                            data -> new Counted(data.integer("by"), data.text("note")));

    /** So much more. */
    record Counted(int by, String note) {}

    /** By 0 it is loaded and nothing is stored. */
    record Count(StreamId stream, int by, Envelope envelope)
            implements Command<Outcome<Integer, Counted, Void>> {
        @Override
        public boolean opensStream() {
            return false;
        }
    }

    static Aggregate<Count, Integer, Counted, Void> aggregate(
            Schema states, int snapshotEvery, int changesKnown) {
        StateCodec<Integer> codec =
                new StateCodec<>(
                        states,
                        total -> Document.fields().put("total", total).build(),
                        data -> data.integer("total"));
        return new Aggregate<>(new Counter(), EVENTS, codec, snapshotEvery, changesKnown);
    }

    /** The commits of a stream that has counted by 1 so often, with a note each. */
    static void commits(
            StreamId stream,
            Aggregate<Count, Integer, Counted, Void> aggregate,
            int commits,
            String note,
            Consumer<Commit> to) {
        KnownCommands commands = KnownCommands.NONE;
        for (int version = 1; version <= commits; version++) {
            Commit commit =
                    Commits.of(stream, version, EVENTS.encode(List.of(new Counted(1, note))));
            commands = commands.after(commit, aggregate.changesKnown());
            to.accept(
                    version % aggregate.snapshotEvery() == 0
                            ? commit.with(aggregate.states().snapshot(version, commands))
                            : commit);
        }
    }

    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Decision<Counted, Void> decide(Count command, Integer total) {
        return command.by() == 0
                ? Decision.unchanged()
                : Decision.accept(new Counted(command.by(), "by a command"));
    }

    @Override
    public Integer evolve(Integer total, Counted event) {
        return total + event.by();
    }
}
