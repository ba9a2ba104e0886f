package dev.orderstream.eventsourcing.view;

import dev.orderstream.eventsourcing.Document;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a projection has to say of one thing: a summary, which lists show, the details, which only a
 * lookup shows, where the view is listed, and what it counts for.
 */
public record ViewBody(
        Document.Fields summary,
        Document.Fields details,
        @Nullable Listing listing,
        @Nullable Tally tally) {

    /**
     * The list that a view is in: its owner ({@code CUSTOMER#c-1}), its place there ({@code sort},
     * text that sorts), and the group that lists can be filtered by (a status).
     */
    public record Listing(String owner, String group, String sort) {}

    /**
     * What a view adds to the counters of somebody: each counter is the sum over all views that
     * count for it. A view that changes takes back what it added before. It is listed by the owner
     * of the counters, where a verification finds all that count for them.
     */
    public record Tally(ViewKey counters, Map<String, BigDecimal> amounts) {
        public Tally {
            amounts = Map.copyOf(amounts);
        }
    }
}
