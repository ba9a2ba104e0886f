package dev.orderstream.testkit;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.view.View;
import dev.orderstream.eventsourcing.view.ViewBody;
import dev.orderstream.eventsourcing.view.ViewBody.Listing;
import dev.orderstream.eventsourcing.view.ViewBody.Tally;
import dev.orderstream.eventsourcing.view.ViewKey;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Views for the contract of their store. */
final class Views {

    private Views() {}

    /** The key of a thing that no other test knows. */
    static ViewKey newKey() {
        return new ViewKey("THING", UUID.randomUUID().toString(), "VIEW");
    }

    /** The key of counters that no other test knows. */
    static ViewKey newTotals() {
        return new ViewKey("PERSON", UUID.randomUUID().toString(), "TOTALS");
    }

    static View first(ViewKey key, ViewBody body) {
        return new View(key, 1, 1, body);
    }

    static View next(View previous, ViewBody body) {
        return new View(previous.key(), previous.version() + 1, previous.revision() + 1, body);
    }

    /** A view that is in no list and counts for nobody. */
    static ViewBody plain(String text) {
        return new ViewBody(text("summary", text), text("details", text), null, null);
    }

    static ViewBody listed(String owner, String group, String sort) {
        return listed(new Listing(owner, group, sort), text("summary", sort));
    }

    static ViewBody listed(Listing listing, Fields summary) {
        return new ViewBody(summary, Documents.everything(), listing, null);
    }

    static ViewBody counted(ViewKey totals, Map<String, BigDecimal> amounts) {
        return new ViewBody(Fields.NONE, Fields.NONE, null, new Tally(totals, amounts));
    }

    /** A view with amounts that equal others of the same value. */
    static View comparable(View view) {
        ViewBody body = view.body();
        Tally tally = body.tally();
        if (tally == null) {
            return view;
        }
        Tally stripped = new Tally(tally.counters(), comparable(tally.amounts()));
        return new View(
                view.key(),
                view.version(),
                view.revision(),
                new ViewBody(body.summary(), body.details(), body.listing(), stripped));
    }

    /** Amounts that equal others of the same value. */
    static Map<String, BigDecimal> comparable(Map<String, BigDecimal> amounts) {
        return amounts.entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> entry.getValue().stripTrailingZeros()));
    }

    private static Fields text(String name, String text) {
        return Document.fields().put(name, text).build();
    }
}
