package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.scan.StreamRun;
import dev.orderstream.eventsourcing.verify.Suspects.Suspect;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.eventsourcing.view.ViewStore.Found;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** First looks at many things of one generation. */
final class Checks {

    private final ViewStore views;
    private final AllAtOnce allAtOnce;
    private final Confirmation confirmation;
    private final StreamCheck streamCheck;
    private final CountersCheck countersCheck;
    private final RecentKeys counted = new RecentKeys();

    Checks(
            ViewStore views,
            AllAtOnce allAtOnce,
            Confirmation confirmation,
            StreamCheck streamCheck,
            CountersCheck countersCheck) {
        this.views = views;
        this.allAtOnce = allAtOnce;
        this.confirmation = confirmation;
        this.streamCheck = streamCheck;
        this.countersCheck = countersCheck;
    }

    /** Looks at many things at once. */
    @FunctionalInterface
    interface AllAtOnce {
        List<First> run(List<Supplier<First>> looks);
    }

    /** What one look came to: a finding, or somebody to be looked at again. */
    record First(Findings findings, @Nullable Suspect suspect) {
        static final First NOTHING = new First(Findings.NONE, null);
        static final First SAME = new First(Findings.same(), null);

        static First suspected(Suspect suspect) {
            return new First(Findings.NONE, suspect);
        }
    }

    /** Looks at the views of streams. */
    Findings streams(List<StreamRun> runs, Suspects suspects) {
        return all(runs.stream().<Supplier<First>>map(run -> () -> lookAt(run)).toList(), suspects);
    }

    private First lookAt(StreamRun run) {
        Look look = streamCheck.look(run.stream(), run.lastVersion(), run.commits());
        return look instanceof Look.Same
                ? First.SAME
                : First.suspected(confirmation.ofStream(run.stream(), run.lastVersion(), look));
    }

    /** Looks at what a scan of the generation has found. */
    Findings beside(List<Found> items, Suspects suspects) {
        return all(
                items.stream().<Supplier<First>>map(item -> () -> lookAt(item)).toList(), suspects);
    }

    private First lookAt(Found item) {
        return switch (item) {
            case Found.Counted(ViewKey key) -> lookAtCounters(key);
            case Found.Unreadable(ViewKey key) -> lookAtStreamOf(key);
            case Found.Shown(View view) -> {
                First orphan = lookAtStreamOf(view.key());
                yield orphan.suspect() == null ? lookAtTally(view.body().tally()) : orphan;
            }
        };
    }

    private First lookAtCounters(ViewKey key) {
        Look look = countersCheck.look(key);
        return look instanceof Look.Same
                ? First.SAME
                : First.suspected(confirmation.ofCounters(key));
    }

    /** The view of a stream was looked at with its stream: here it is only whether there is one. */
    private First lookAtStreamOf(ViewKey key) {
        return confirmation.hasStream(key)
                ? First.NOTHING
                : First.suspected(confirmation.ofOrphan(key));
    }

    /** Counters that are not there are met by no scan, but by whoever counts for them. */
    private First lookAtTally(@Nullable Tally tally) {
        if (tally == null || !counted.add(tally.counters())) {
            return First.NOTHING;
        }
        return views.counters(tally.counters(), Consistency.STRONG).revision() > 0
                ? First.NOTHING
                : First.suspected(confirmation.ofCounters(tally.counters()));
    }

    private Findings all(List<Supplier<First>> looks, Suspects suspects) {
        List<First> firsts = allAtOnce.run(looks);
        Findings findings = Findings.NONE;
        for (First first : firsts) {
            findings = findings.plus(first.findings());
            if (first.suspect() != null) {
                suspects.add(first.suspect());
            }
        }
        return findings;
    }
}
