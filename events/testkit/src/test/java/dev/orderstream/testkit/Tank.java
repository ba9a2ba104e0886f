package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.EventCodec;
import dev.orderstream.eventsourcing.Schema;
import dev.orderstream.eventsourcing.StateCodec;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Aggregate;
import dev.orderstream.eventsourcing.command.Beside;
import dev.orderstream.eventsourcing.command.Command;
import dev.orderstream.eventsourcing.command.JointDecider;
import dev.orderstream.eventsourcing.command.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The aggregate that the core is tested with: a tank that is installed, filled and drained. */
public final class Tank implements JointDecider<Tank.Change, Tank.State, Tank.Event, Tank.Refusal> {

    public static final String CATEGORY = "Tank";

    public static final Instant SENT = Instant.parse("2026-03-01T12:00:00.000Z");

    public static final EventCodec<Event> CODEC =
            new EventCodec<Event>()
                    .with(
                            "Installed",
                            Schema.first(),
                            Installed.class,
                            event -> Document.fields().put("size", event.size()).build(),
                            data -> new Installed(data.integer("size")))
                    .with(
                            "Moved",
                            Schema.first(),
                            Moved.class,
                            event -> Document.fields().put("litres", event.litres()).build(),
                            data -> new Moved(data.integer("litres")));

    public static final StateCodec<State> STATES =
            new StateCodec<>(
                    Schema.first(),
                    state -> write(state.size(), state.litres()),
                    data -> new State(data.integer("size"), data.integer("litres")));

    /** As of a later release, in which the same names mean decilitres. */
    public static final StateCodec<State> STATES_IN_DECILITRES =
            new StateCodec<>(
                    Schema.first()
                            .then(data ->
                                    write(data.integer("size") * 10, data.integer("litres") * 10)),
                    state -> write(state.size() * 10, state.litres() * 10),
                    data -> new State(data.integer("size") / 10, data.integer("litres") / 10));

    /** Snapshots and known keys are few, so that tests come to their limits. */
    public static final Aggregate<Change, State, Event, Refusal> AGGREGATE = aggregate(STATES, 3);

    public static Aggregate<Change, State, Event, Refusal> aggregate(
            StateCodec<State> states, int changesKnown) {
        Tank tank = new Tank();
        tank.aggregate = new Aggregate<>(tank, CODEC, states, 5, changesKnown);
        return tank.aggregate;
    }

    private static Document.Fields write(int size, int litres) {
        return Document.fields().put("size", size).put("litres", litres).build();
    }

    /** What happens to a tank. */
    public sealed interface Event {}

    public record Installed(int size) implements Event {}

    /** Water came, or went where the litres are negative. */
    public record Moved(int litres) implements Event {}

    /** A tank of size 0 is none. */
    public record State(int size, int litres) {}

    public enum Refusal {
        ABSENT,
        INSTALLED,
        NO_ROOM
    }

    /** What can be asked of a tank. */
    public sealed interface Change extends Command<Outcome<State, Event, Refusal>> {
        String id();

        @Override
        default StreamId stream() {
            return Tank.stream(id());
        }

        @Override
        default boolean opensStream() {
            return this instanceof Install;
        }
    }

    public record Install(String id, int size, Envelope envelope) implements Change {}

    public record Fill(String id, int litres, Envelope envelope) implements Change {}

    /** Moves water from one tank to another one. */
    public record Pour(String id, String to, int litres, Envelope envelope) implements Change {}

    public static StreamId stream(String id) {
        return new StreamId(CATEGORY, id);
    }

    public static Command.Envelope envelope() {
        return new Command.Envelope(Commits.origin(), SENT, null);
    }

    public static Command.Envelope envelope(Commit.Origin origin) {
        return new Command.Envelope(origin, SENT, null);
    }

    public static Command.Envelope envelope(long ifMatch) {
        return new Command.Envelope(Commits.origin(), SENT, ifMatch);
    }

    private @Nullable Aggregate<Change, State, Event, Refusal> aggregate;

    /** Another tank, as this one's commands are decided on it. */
    public Beside<State, Event> other(String id) {
        return new Beside<>(aggregate == null ? AGGREGATE : aggregate, stream(id));
    }

    @Override
    public List<Beside<?, ?>> beside(Change command, State state) {
        return command instanceof Pour pour && !pour.to().equals(pour.id())
                ? List.of(other(pour.to()))
                : List.of();
    }

    @Override
    public State initial() {
        return new State(0, 0);
    }

    /** Rises with the water, so that each commit changes it. */
    @Override
    public Optional<String> owner(StreamId stream, State state) {
        return state.size() == 0
                ? Optional.empty()
                : Optional.of("%s with %d litres".formatted(stream.id(), state.litres()));
    }

    @Override
    public Decision<Event, Refusal> decide(Change command, State state, States beside) {
        boolean installed = state.size() > 0;
        return switch (command) {
            case Install install when installed -> Decision.reject(Refusal.INSTALLED);
            case Install install when install.size() < 1 -> Decision.reject(Refusal.NO_ROOM);
            case Install install -> Decision.accept(new Installed(install.size()));
            case Fill fill when !installed -> Decision.reject(Refusal.ABSENT);
            case Fill fill when fill.litres() == 0 -> Decision.unchanged();
            case Fill fill -> move(fill.litres(), state);
            case Pour pour when !installed -> Decision.reject(Refusal.ABSENT);
            case Pour pour when pour.to().equals(pour.id()) -> Decision.unchanged();
            case Pour pour -> pour(pour, state, beside.of(other(pour.to())));
        };
    }

    private Decision<Event, Refusal> pour(Pour pour, State from, State to) {
        if (to.size() == 0) {
            return Decision.reject(Refusal.ABSENT);
        }
        return from.litres() < pour.litres() || to.litres() + pour.litres() > to.size()
                ? Decision.reject(Refusal.NO_ROOM)
                : new Decision.Accepted<>(
                        List.of(new Moved(-pour.litres())),
                        List.of(
                                new Beside.Events<>(
                                        other(pour.to()), List.of(new Moved(pour.litres())))));
    }

    private static Decision<Event, Refusal> move(int litres, State state) {
        int after = state.litres() + litres;
        return after < 0 || after > state.size()
                ? Decision.reject(Refusal.NO_ROOM)
                : Decision.accept(new Moved(litres));
    }

    @Override
    public State evolve(State state, Event event) {
        return switch (event) {
            case Installed(int size) -> new State(size, 0);
            case Moved(int litres) -> new State(state.size(), state.litres() + litres);
        };
    }
}
