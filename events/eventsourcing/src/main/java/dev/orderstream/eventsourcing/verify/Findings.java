package dev.orderstream.eventsourcing.verify;

import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * What a verification has found so far.
 *
 * @param checked views and counters
 * @param differing of those, whether repaired or not
 * @param undecided of those, which moved whenever one looked
 * @param parked of those
 * @param repaired of those that differ
 * @param differences the first of those that differ
 */
public record Findings(
        long checked,
        long differing,
        long undecided,
        long parked,
        long repaired,
        List<Fields> differences) {

    public static final Findings NONE = new Findings(0, 0, 0, 0, 0, List.of());

    /** More are counted and not listed. */
    private static final int LISTED_MAX = 100;

    private static final String DIFFERENCES = "differences";

    public Findings {
        differences = differences.stream().limit(LISTED_MAX).toList();
    }

    static Findings same() {
        return new Findings(1, 0, 0, 0, 0, List.of());
    }

    static Findings stillMoving() {
        return new Findings(1, 0, 1, 0, 0, List.of());
    }

    static Findings standsParked() {
        return new Findings(1, 0, 0, 1, 0, List.of());
    }

    static Findings differs(Difference difference, boolean isRepaired) {
        return new Findings(1, 1, 0, 0, isRepaired ? 1 : 0, List.of(difference.write()));
    }

    Findings plus(Findings more) {
        List<Fields> all = new ArrayList<>(differences);
        all.addAll(more.differences());
        return new Findings(
                checked + more.checked(),
                differing + more.differing(),
                undecided + more.undecided(),
                parked + more.parked(),
                repaired + more.repaired(),
                all);
    }

    /** How many differ and were not mended. */
    public long open() {
        return differing - repaired;
    }

    public Fields write() {
        return Document.fields()
                .put("checked", checked)
                .put("differing", differing)
                .put("undecided", undecided)
                .put("parked", parked)
                .put("repaired", repaired)
                .put(DIFFERENCES, differences, difference -> difference)
                .build();
    }

    public static Findings read(Fields fields) {
        return new Findings(
                fields.decimal("checked").longValueExact(),
                fields.decimal("differing").longValueExact(),
                fields.decimal("undecided").longValueExact(),
                fields.decimal("parked").longValueExact(),
                fields.decimal("repaired").longValueExact(),
                fields.list(DIFFERENCES, difference -> difference));
    }
}
