package dev.orderstream.eventsourcing.command;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.EventStore;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.FakeTicker;
import dev.orderstream.testkit.ScriptedEventStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.Tank.Event;
import dev.orderstream.testkit.Tank.Fill;
import dev.orderstream.testkit.Tank.Install;
import dev.orderstream.testkit.Tank.Pour;
import dev.orderstream.testkit.Tank.Refusal;
import dev.orderstream.testkit.Tank.State;
import java.util.List;
import java.util.SplittableRandom;

/** A command loop over one tank, whose store and time the tests have in their hands. */
final class TankLoop {

    static final StreamId STREAM = Tank.stream("t");

    final FakeTicker ticker = new FakeTicker();
    final ScriptedEventStore store = new ScriptedEventStore();
    private final CommandLoop<Tank.Change, State, Event, Refusal> loop;

    TankLoop() {
        this.loop = over(store, Tank.AGGREGATE);
    }

    TankLoop(Aggregate<Tank.Change, State, Event, Refusal> aggregate) {
        this.loop = over(store, aggregate);
    }

    /** One that shares the time, over another store or with other rules. */
    CommandLoop<Tank.Change, State, Event, Refusal> over(
            EventStore other, Aggregate<Tank.Change, State, Event, Refusal> aggregate) {
        Pacing pacing = Pacing.standard(ticker, new SplittableRandom(1));
        return new CommandLoop<>(aggregate, other, pacing);
    }

    /** Stores commits of others, an event each. */
    void given(Event... events) {
        for (int i = 0; i < events.length; i++) {
            store.put(STREAM, i + 1L, events[i]);
        }
    }

    /** Fills the tank by commands without a key, a litre each. */
    void filled(int times) {
        for (int i = 0; i < times; i++) {
            fill(1, unkeyed());
        }
    }

    Outcome<State, Event, Refusal> install(int size, Commit.Origin origin) {
        return loop.handle(new Install("t", size, Tank.envelope(origin)));
    }

    Outcome<State, Event, Refusal> fill(int litres) {
        return fill(litres, Commits.origin());
    }

    Outcome<State, Event, Refusal> fill(int litres, Commit.Origin origin) {
        return loop.handle(new Fill("t", litres, Tank.envelope(origin)));
    }

    Outcome<State, Event, Refusal> fill(int litres, Commit.Origin origin, long ifMatch) {
        return loop.handle(new Fill("t", litres, new Envelope(origin, Tank.SENT, ifMatch)));
    }

    Outcome<State, Event, Refusal> pour(String to, int litres, Commit.Origin origin) {
        return loop.handle(new Pour("t", to, litres, Tank.envelope(origin)));
    }

    /** A command of its own that nobody can repeat. */
    static Commit.Origin unkeyed() {
        return new Commit.Origin(
                Digest.random(), Digest.random(), false, "user-1", "correlation-1", null);
    }

    static Outcome<State, Event, Refusal> committed(long version, Event event) {
        return new Outcome.Committed<>(STREAM, version, List.of(event), false);
    }

    static Outcome<State, Event, Refusal> replayed(long version, Event event) {
        return new Outcome.Committed<>(STREAM, version, List.of(event), true);
    }

    static Outcome<State, Event, Refusal> rejected(long version, State state, Refusal reason) {
        return new Outcome.Rejected<>(STREAM, version, state, reason);
    }
}
