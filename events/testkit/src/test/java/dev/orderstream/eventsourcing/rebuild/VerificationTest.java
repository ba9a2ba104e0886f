package dev.orderstream.eventsourcing.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.operation.Operation;
import dev.orderstream.eventsourcing.operation.Operation.Kind;
import dev.orderstream.eventsourcing.operation.Operation.Status;
import dev.orderstream.eventsourcing.verify.Verification;
import dev.orderstream.eventsourcing.view.Consistency;
import dev.orderstream.eventsourcing.view.Counters;
import dev.orderstream.eventsourcing.view.HistoryEntry;
import dev.orderstream.eventsourcing.view.Tokens;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import dev.orderstream.testkit.Commits;
import dev.orderstream.testkit.InMemoryViewStore;
import dev.orderstream.testkit.Tank;
import dev.orderstream.testkit.TankProjection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of difference is found, named and mended. */
class VerificationTest {

    private static final StreamId TANK = Tank.stream("t-1");
    private static final ViewKey KEY = new TankProjection().key("t-1");

    private final RebuildFixture fixture = new RebuildFixture();
    private int verified;

    @BeforeEach
    void twenty_tanks() {
        for (int tank = 0; tank < 20; tank++) {
            fixture.change(Tank.stream("t-" + tank), 2 + tank % 4);
            fixture.project(1, Tank.stream("t-" + tank));
        }
    }

    private InMemoryViewStore views() {
        return fixture.views(1);
    }

    private View view() {
        return views().read(KEY, Consistency.STRONG).orElseThrow();
    }

    private void spoil(UnaryOperator<ViewBody> change) {
        View before = view();
        views().replace(
                        before,
                        new View(
                                KEY,
                                before.version(),
                                before.revision() + 1,
                                change.apply(before.body())));
    }

    private Fields verify(boolean repair) {
        Operation operation = fixture.verify("v-" + ++verified, repair);
        assertThat(operation.status()).as("%s", operation.result()).isEqualTo(Status.SUCCEEDED);
        return operation.result();
    }

    private static int count(Fields found, String what) {
        return found.decimal(what).intValue();
    }

    private static String how(Fields found) {
        return found.list("differences", each -> each.text("how")).stream()
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** It is found, told, left alone by who only looks, mended by who is to, and gone then. */
    private void checkFoundAndMended(String how) {
        for (int looks = 0; looks < 2; looks++) {
            Fields found = verify(false);
            assertThat(how(found)).isEqualTo(how);
            assertThat(count(found, "repaired")).isZero();
        }

        Fields mended = verify(true);

        assertThat(count(mended, "differing")).isPositive();
        assertThat(count(mended, "repaired")).isEqualTo(count(mended, "differing"));
        Fields after = verify(false);
        assertThat(count(after, "differing")).as(how(after)).isZero();
        assertThat(count(after, "undecided")).isZero();
        assertThat(count(after, "checked")).isEqualTo(21);
    }

    @Test
    void nothing_differs_where_nothing_is_wrong() {
        Fields found = verify(false);

        assertThat(count(found, "checked")).isEqualTo(21);
        assertThat(count(found, "differing")).isZero();
        assertThat(count(found, "parked")).isZero();
    }

    @Test
    void a_field_of_the_summary() {
        spoil(body ->
                new ViewBody(
                        Document.fields().put("litres", 77).build(),
                        body.details(),
                        body.listing(),
                        body.tally()));

        checkFoundAndMended("summary.litres");
    }

    @Test
    void a_field_of_the_details_and_one_that_should_not_be_there() {
        spoil(body ->
                new ViewBody(
                        body.summary().with("odd", new Document.Text("x")),
                        Document.fields().put("versions", "1 1").build(),
                        body.listing(),
                        body.tally()));

        checkFoundAndMended("summary.odd, details.versions");
    }

    @Test
    void the_place_in_lists() {
        spoil(body ->
                new ViewBody(
                        body.summary(),
                        body.details(),
                        new Listing(TankProjection.TOTALS.owner(), "other", "other"),
                        body.tally()));

        checkFoundAndMended("listing");
    }

    @Test
    void what_it_counts_for() {
        spoil(body ->
                new ViewBody(
                        body.summary(),
                        body.details(),
                        body.listing(),
                        new Tally(TankProjection.TOTALS, Map.of("litres", BigDecimal.TEN))));

        checkFoundAndMended("what it counts for");
    }

    @Test
    void the_history() {
        views().putAhead(
                        KEY.owner(),
                        List.of(HistoryEntry.of(Commits.of(Commits.newStream(), 2))),
                        Tokens.NONE);

        checkFoundAndMended("history");
    }

    @Test
    void the_words() {
        StreamId tank = Tank.stream("t-0");
        ViewKey key = new TankProjection().key("t-0");
        View view = views().read(key, Consistency.STRONG).orElseThrow();
        List<HistoryEntry> history =
                views().history(key.owner(), 0, view.version(), 10, Consistency.STRONG);
        fixture.forget(1);
        for (int other = 1; other < 20; other++) {
            fixture.project(1, Tank.stream("t-" + other));
        }
        views().putAhead(key.owner(), history, Tokens.NONE);
        views().replace(null, view);

        checkFoundAndMended("words");
        assertThat(fixture.project(1, tank).work().viewsWritten()).isZero();
    }

    @Test
    void totals() {
        Counters read = views().counters(TankProjection.TOTALS, Consistency.STRONG);
        views().mend(TankProjection.TOTALS, read, Map.of("litres", BigDecimal.ONE));

        checkFoundAndMended("totals");
    }

    @Test
    void a_view_that_is_behind() {
        fixture.change(TANK, 2);

        checkFoundAndMended("commit 4 is missing in it");
    }

    @Test
    void a_view_that_is_not_there() {
        views().remove(view());

        checkFoundAndMended("commit 1 is missing in it");
    }

    @Test
    void a_view_that_is_ahead_of_its_stream() {
        View before = view();
        views().replace(before, new View(KEY, 9, before.revision() + 1, before.body()));

        checkFoundAndMended("it is at version 9, but commit 4 is missing or can't be taken in");
    }

    @Test
    void a_view_without_a_stream() {
        View orphan = new View(new TankProjection().key("t-none"), 1, 1, view().body());
        views().replace(null, orphan);

        Fields found = verify(false);
        assertThat(how(found)).contains("no commit says that it is there");

        verify(true);
        assertThat(views().read(orphan.key(), Consistency.STRONG)).isEmpty();
        assertThat(count(verify(false), "differing")).isZero();
    }

    @Test
    void what_is_on_its_way_is_no_difference() {
        fixture.change(TANK, 1);
        fixture.called =
                call -> {
                    if (fixture.now().isAfter(RebuildFixture.NOON.plusSeconds(10))) {
                        fixture.called = none -> {};
                        fixture.project(1, TANK);
                    }
                };

        assertThat(count(verify(false), "differing")).isZero();
    }

    @Test
    void a_parked_stream_is_told_as_parked() {
        fixture.change(TANK, 2);
        fixture.serving(1)
                .parked()
                .park(TANK, 5, new IllegalStateException("broken"), fixture.now());

        Fields found = verify(true);

        assertThat(count(found, "parked")).isEqualTo(1);
        assertThat(count(found, "differing")).isZero();
        assertThat(view().version()).isEqualTo(3);
    }

    @Test
    void a_stream_of_many_commits_is_looked_at_and_counted_once() {
        fixture.change(TANK, 400);
        fixture.project(1, TANK);
        List<String> folds = new ArrayList<>();
        fixture.called =
                call -> {
                    if (call.equals("before EventStore.readAfter")) {
                        folds.add(call);
                    }
                };

        assertThat(count(verify(false), "checked")).isEqualTo(21);
        // One is of the fold, and each view of the other scan asks whether it has a stream.
        assertThat(folds).hasSize(1 + 20);

        fixture.change(TANK, 1);
        fixture.serving(1)
                .parked()
                .park(TANK, 404, new IllegalStateException("broken"), fixture.now());

        Fields found = verify(false);
        assertThat(count(found, "checked")).isEqualTo(21);
        assertThat(count(found, "parked")).isEqualTo(1);
    }

    /** However many there are that are to be looked at again, each worker comes further. */
    @Test
    void workers_who_have_little_time_come_to_an_end_though_much_differs() {
        for (int tank = 100; tank < 300; tank++) {
            fixture.change(Tank.stream("t-" + tank), 1);
        }
        fixture.called = call -> fixture.pass(Duration.ofMillis(500));
        fixture.operations.start(
                Operation.started(
                        "v-1",
                        Kind.VERIFICATION,
                        "u",
                        fixture.now(),
                        Verification.settings(false)));

        int workers = 0;
        while (workers < 100 && fixture.operations.find("v-1").orElseThrow().isRunning()) {
            fixture.work(Duration.ofMinutes(3));
            workers++;
        }

        Operation ended = fixture.operations.find("v-1").orElseThrow();
        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(count(ended.result(), "differing")).isEqualTo(200);
        assertThat(workers).isGreaterThan(1);
    }

    @Test
    void who_has_read_a_view_before_it_was_mended_can_not_undo_that() {
        spoil(body -> new ViewBody(Fields.NONE, body.details(), body.listing(), body.tally()));
        View read = view();
        verify(true);

        View late = new View(KEY, read.version(), read.revision() + 1, read.body());

        assertThat(views().replace(read, late)).isFalse();
        assertThat(count(verify(false), "differing")).isZero();
    }

    @Test
    void it_begins_anew_where_another_generation_comes_to_serve_meanwhile() {
        spoil(body -> new ViewBody(Fields.NONE, body.details(), body.listing(), body.tally()));
        fixture.called =
                call -> {
                    if (call.equals("after AllCommits.read")) {
                        fixture.called = none -> {};
                        assertThat(fixture.rebuild("r-1").status()).isEqualTo(Status.SUCCEEDED);
                    }
                };

        Fields found = verify(false);

        assertThat(fixture.ledger.read().serving()).isEqualTo(2);
        assertThat(count(found, "checked")).isEqualTo(21);
        assertThat(how(found)).isEmpty();
    }

    @Test
    void whoever_goes_on_with_it_begins_anew_where_another_generation_serves_by_then() {
        spoil(body -> new ViewBody(Fields.NONE, body.details(), body.listing(), body.tally()));
        fixture.called =
                call -> {
                    if (call.equals("after AllCommits.read")) {
                        fixture.called = none -> {};
                        fixture.rebuild("r-1");
                        throw new OutageException(false, new IllegalStateException());
                    }
                };
        assertThatThrownBy(() -> verify(false)).isInstanceOf(OutageException.class);
        fixture.leasesEnd();

        fixture.work();

        Operation ended = fixture.operations.find("v-1").orElseThrow();
        assertThat(ended.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(count(ended.result(), "checked")).isEqualTo(21);
        assertThat(how(ended.result())).isEmpty();
    }

    @Test
    void of_many_differences_a_hundred_are_listed_and_all_are_counted() {
        for (int tank = 100; tank < 230; tank++) {
            fixture.change(Tank.stream("t-" + tank), 1);
        }

        Fields found = verify(false);

        assertThat(count(found, "differing")).isEqualTo(130);
        assertThat(found.list("differences", each -> each)).hasSize(100);
    }
}
