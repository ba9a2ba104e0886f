package dev.orderstream.operations.cli;

import dev.orderstream.eventsourcing.Ticker;
import dev.orderstream.http.JsonWriter;
import dev.orderstream.operations.cli.load.LoadPlan;
import dev.orderstream.operations.cli.load.Loader;
import dev.orderstream.operations.cli.load.Loader.Loaded;
import dev.orderstream.operations.cli.load.Pace;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./orders load}. */
@Command(
        name = "load",
        description = {
            "Fills the event table with orders that look real: customers with names, addresses,"
                    + " orders in every status. They go through the same rules and appends as"
                    + " everybody's; stock is left alone. Views follow through the stream.",
            "The same seed and numbers again add only what is missing."
        })
final class LoadCommand extends OrdersCommand {

    private static final int RATE_MAX = 1_000_000;

    /** Short enough to be typed again. */
    private static final int SEED_BOUND = 1_000_000;

    @Mixin private ChangeOptions change = new ChangeOptions();

    @Option(names = "--orders", paramLabel = "N", required = true, description = "How many orders.")
    private int orders;

    @Option(
            names = "--commits",
            paramLabel = "M",
            defaultValue = "5",
            description = "Of each order, 1 to 100 (${DEFAULT-VALUE}).")
    private int commits;

    @Option(
            names = "--customers",
            paramLabel = "C",
            description = "Who order; otherwise one for every ten orders.")
    private @Nullable Integer customers;

    @Option(names = "--rate", paramLabel = "R", description = "At most R commits a second.")
    private @Nullable Integer rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What the data are made from; otherwise a new one, which is printed.")
    private @Nullable Long seed;

    LoadCommand(Screen screen) {
        super(screen);
    }

    @Override
    int run(Session session) {
        LoadPlan plan = plan();
        if (!change.isDryRun()) {
            session.agree(
                    change.isAgreed(),
                    "This adds %s of nobody".formatted(Wording.count(plan.orders(), "order")));
        }
        // Nothing is begun where the table is not there.
        String table = session.target().tables().events().name();
        session.client().describeTable(request -> request.tableName(table));
        if (change.isDryRun()) {
            session.answer(
                    json -> {
                        json.flag("dry_run", true);
                        writePlan(json, plan);
                        json.number("commits", plan.commitsInAll());
                    },
                    () ->
                            session.print(
                                    "%s of %s would be added in %s, seed %d."
                                            .formatted(
                                                    Wording.count(plan.orders(), "order"),
                                                    Wording.count(plan.customers(), "customer"),
                                                    Wording.count(plan.commitsInAll(), "commit"),
                                                    plan.seed())));
            return ExitCode.DONE;
        }
        session.remark("Seed %d.".formatted(plan.seed()));
        Loaded loaded = load(session, plan);
        session.answer(
                json -> {
                    writePlan(json, plan);
                    json.number("commits", loaded.written())
                            .number("there_already", loaded.thereAlready());
                },
                () ->
                        session.print(
                                "%s of %s, in %s%s. Seed %d."
                                        .formatted(
                                                Wording.count(plan.orders(), "order"),
                                                Wording.count(plan.customers(), "customer"),
                                                Wording.count(loaded.written(), "commit"),
                                                loaded.thereAlready() == 0
                                                        ? ""
                                                        : "; %s were there already"
                                                                .formatted(
                                                                        Wording.number(
                                                                                loaded
                                                                                        .thereAlready())),
                                                plan.seed())));
        return ExitCode.DONE;
    }

    private Loaded load(Session session, LoadPlan plan) {
        Pace pace = rate == null ? Pace.free() : Pace.perSecond(rate, Ticker.system());
        try (Meter meter = Meter.on(session.screen(), "load", "commits")) {
            return new Loader(
                            plan,
                            session.bench().events(),
                            pace,
                            done -> meter.at(done, plan.commitsInAll()))
                    .run();
        }
    }

    private static void writePlan(JsonWriter json, LoadPlan plan) {
        json.number("seed", plan.seed())
                .number("orders", plan.orders())
                .number("customers", plan.customers());
    }

    private LoadPlan plan() {
        if (rate != null && (rate < 1 || rate > RATE_MAX)) {
            throw usage("--rate: expected 1 to %,d, got %d".formatted(RATE_MAX, rate));
        }
        try {
            return new LoadPlan(
                    seed == null ? Math.floorMod(UUID.randomUUID().hashCode(), SEED_BOUND) : seed,
                    orders,
                    commits,
                    customers == null
                            ? Math.clamp(orders / 10, 1, LoadPlan.CUSTOMERS_MAX)
                            : customers,
                    UUID.randomUUID().toString(),
                    InstantSource.system());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }
}
