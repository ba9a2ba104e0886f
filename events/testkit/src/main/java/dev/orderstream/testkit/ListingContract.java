package dev.orderstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewStore;
import dev.orderstream.eventsourcing.view.ViewStore.ListQuery;
import dev.orderstream.eventsourcing.view.ViewStore.Row;
import dev.orderstream.eventsourcing.view.ViewStore.Span;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists show the summaries of an owner's views, in the order of their places. */
abstract class ListingContract {

    private static final int MANY = 1_000;

    abstract ViewStore views();

    @Test
    void an_owner_without_views_has_an_empty_list() {
        assertThat(views().list(new ListQuery(newOwner(), null, true, null, MANY))).isEmpty();
        assertThat(views().list(new ListQuery(newOwner(), "blue", false, null, MANY))).isEmpty();
    }

    @Test
    void a_row_is_the_version_and_the_summary_to_the_letter() {
        String owner = newOwner();
        Fields summary = Documents.everything();
        View view = create(7, owner, "blue", "1", summary);

        Eventually.check(() ->
                assertThat(views().list(new ListQuery(owner, null, true, null, MANY)))
                        .containsExactly(new Row(view.key(), "1", 7, summary)));
    }

    @Test
    void a_list_is_sorted_both_ways() {
        String owner = newOwner();
        List.of("2026-02#b", "2026-01#z", "2026-10#a", "2026-02#a")
                .forEach(sort -> create(owner, "blue", sort));

        assertList(owner, null, true, MANY, "2026-01#z", "2026-02#a", "2026-02#b", "2026-10#a");
        assertList(owner, null, false, MANY, "2026-10#a", "2026-02#b", "2026-02#a", "2026-01#z");
    }

    @Test
    void a_list_can_be_limited_to_a_group() {
        String owner = newOwner();
        create(owner, "blue", "1");
        create(owner, "red", "2");
        create(owner, "blue", "3");
        create(owner, "bluegreen", "4");

        assertList(owner, "blue", true, MANY, "1", "3");
        assertList(owner, "blue", false, MANY, "3", "1");
        assertList(owner, "red", true, MANY, "2");
        assertList(owner, "green", true, MANY);
    }

    @Test
    void a_list_has_no_more_rows_than_asked_for() {
        String owner = newOwner();
        List.of("3", "1", "2").forEach(sort -> create(owner, "blue", sort));

        assertList(owner, null, true, 1, "1");
        assertList(owner, null, false, 2, "3", "2");
        assertList(owner, "blue", true, 2, "1", "2");
        assertList(owner, "blue", false, 3, "3", "2", "1");
    }

    @Test
    void a_list_goes_on_after_any_place_also_after_one_without_a_row() {
        String owner = newOwner();
        List.of("1", "2", "3", "5").forEach(sort -> create(owner, "blue", sort));
        create(owner, "red", "4");

        assertList(new ListQuery(owner, null, true, "2", 2), "3", "4");
        assertList(new ListQuery(owner, null, false, "4", MANY), "3", "2", "1");
        assertList(new ListQuery(owner, "blue", true, "4", MANY), "5");
        assertList(new ListQuery(owner, "blue", false, "4", 2), "3", "2");
        assertList(new ListQuery(owner, "blue", true, "5", MANY));
        assertList(new ListQuery(owner, null, false, "1", MANY));
    }

    @Test
    void a_list_ends_before_any_place() {
        String owner = newOwner();
        List.of("1", "2", "3", "5").forEach(sort -> create(owner, "blue", sort));
        create(owner, "red", "4");

        assertList(owner, null, new Span(true, null, "3", MANY), "1", "2");
        assertList(owner, "blue", new Span(false, null, "3", MANY), "5");
        assertList(owner, "blue", new Span(true, "1", "4", MANY), "2", "3");
        assertList(owner, null, new Span(false, "5", "1", 2), "4", "3");
        assertList(owner, null, new Span(true, "3", "2", MANY));
    }

    private void assertList(String owner, @Nullable String group, Span span, String... sorts) {
        assertList(new ListQuery(owner, group, span), sorts);
    }

    @Test
    void owners_whose_names_resemble_each_other_have_their_own_lists() {
        String owner = newOwner();
        create(owner, "blue", "mine");
        create(owner + "1", "blue", "longer");
        create(owner + "#blue", "blue", "with a group");
        create(owner.substring(0, owner.length() - 1), "blue", "shorter");

        assertList(owner, null, true, MANY, "mine");
        assertList(owner, "blue", true, MANY, "mine");
    }

    @Test
    void a_view_without_a_listing_is_in_no_list() {
        String owner = newOwner();
        View listed = create(owner, "blue", "1");
        create(owner, "blue", "2");

        views().replace(listed, Views.next(listed, Views.plain("not listed any more")));

        assertList(owner, null, true, MANY, "2");
        assertList(owner, "blue", true, MANY, "2");
    }

    @Test
    void a_view_that_changes_its_group_is_in_the_new_one_alone() {
        String owner = newOwner();
        View view = create(owner, "blue", "1");

        views().replace(view, Views.next(view, Views.listed(owner, "red", "1")));

        assertList(owner, "red", true, MANY, "1");
        assertList(owner, "blue", true, MANY);
        assertList(owner, null, true, MANY, "1");
        assertThat(views().list(new ListQuery(owner, null, true, null, MANY)))
                .extracting(Row::version)
                .containsExactly(2L);
    }

    @Test
    void a_view_that_changes_its_owner_is_in_the_new_list_alone() {
        String before = newOwner();
        String after = newOwner();
        View view = create(before, "blue", "1");

        views().replace(view, Views.next(view, Views.listed(after, "blue", "1")));

        assertList(after, null, true, MANY, "1");
        assertList(before, null, true, MANY);
    }

    @Test
    void a_list_follows_every_page() {
        String owner = newOwner();
        List<String> sorts = IntStream.range(100, 400).mapToObj(Integer::toString).toList();
        for (String sort : sorts) {
            Fields large =
                    Document.fields().put("summary", sort).put("x", "x".repeat(5_000)).build();
            create(1, owner, "blue", sort, large);
        }

        assertList(owner, null, true, MANY, sorts.toArray(String[]::new));
        assertList(
                owner, "blue", false, 290, sorts.reversed().subList(0, 290).toArray(String[]::new));
    }

    private static String newOwner() {
        return Views.newTotals().owner();
    }

    private View create(String owner, String group, String sort) {
        return create(1, owner, group, sort, Document.fields().put("summary", sort).build());
    }

    private View create(long version, String owner, String group, String sort, Fields summary) {
        View view =
                new View(
                        Views.newKey(),
                        version,
                        1,
                        Views.listed(new Listing(owner, group, sort), summary));
        assertThat(views().replace(null, view)).isTrue();
        return view;
    }

    private void assertList(
            String owner, @Nullable String group, boolean ascending, int rowsMax, String... sorts) {
        assertList(new ListQuery(owner, group, ascending, null, rowsMax), sorts);
    }

    private void assertList(ListQuery query, String... sorts) {
        Eventually.check(() ->
                assertThat(views().list(query))
                        .extracting(row -> row.summary().text("summary"))
                        .containsExactly(sorts));
    }
}
