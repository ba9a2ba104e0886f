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
 * @param late of those that were repaired: right, but for commits that took long to arrive
 * @param differences the first of those that differ
 */
public record Findings(
        long checked,
        long differing,
        long undecided,
        long parked,
        long repaired,
        long late,
        List<Fields> differences) {

    public static final Findings NONE = new Findings(0, 0, 0, 0, 0, 0, List.of());

    /** More are counted and not listed. */
    private static final int LISTED_MAX = 100;

    private static final String LATE = "late";
    private static final String DIFFERENCES = "differences";

    public Findings {
        differences = differences.stream().limit(LISTED_MAX).toList();
    }

    static Findings same() {
        return new Findings(1, 0, 0, 0, 0, 0, List.of());
    }

    static Findings stillMoving() {
        return new Findings(1, 0, 1, 0, 0, 0, List.of());
    }

    static Findings standsParked() {
        return new Findings(1, 0, 0, 1, 0, 0, List.of());
    }

    static Findings differs(Difference difference, boolean isRepaired) {
        return new Findings(1, 1, 0, 0, isRepaired ? 1 : 0, 0, List.of(difference.write()));
    }

    /** Differs by nothing but commits that are missing at its end. */
    static Findings lacks(Difference difference, boolean isRepaired) {
        long one = isRepaired ? 1 : 0;
        return new Findings(1, 1, 0, 0, one, one, List.of(difference.write()));
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
                late + more.late(),
                all);
    }

    /** How many differ and were not mended. */
    public long open() {
        return differing - repaired;
    }

    /** Whether something was wrong, mended or not: what was only late was not. */
    public boolean anyWrong() {
        return differing > late;
    }

    /** What is answered. */
    public Fields result() {
        return write().without(LATE);
    }

    public Fields write() {
        return Document.fields()
                .put("checked", checked)
                .put("differing", differing)
                .put("undecided", undecided)
                .put("parked", parked)
                .put("repaired", repaired)
                .put(LATE, late)
                .put(DIFFERENCES, differences, difference -> difference)
                .build();
    }

    /** What was kept, or what was answered. */
    public static Findings read(Fields fields) {
        return new Findings(
                fields.decimal("checked").longValueExact(),
                fields.decimal("differing").longValueExact(),
                fields.decimal("undecided").longValueExact(),
                fields.decimal("parked").longValueExact(),
                fields.decimal("repaired").longValueExact(),
                fields.values().containsKey(LATE) ? fields.decimal(LATE).longValueExact() : 0,
                fields.list(DIFFERENCES, difference -> difference));
    }
}
