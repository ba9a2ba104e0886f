package dev.orderstream.orders;

import dev.orderstream.eventsourcing.view.ReadCost;

/**
 * The read units that one search may spend. Every step asks first whether the most that it can cost
 * is left, so that the bound holds whatever comes back.
 */
final class SearchBudget implements ReadCost {

    /**
     * The most that the view of an order costs, read eventually consistent: 16 KB. The largest has
     * 50 lines and the longest ids and texts, and takes some 12 KB.
     */
    static final double VIEW_UNITS_MAX = 2;

    /** The most that the row of an order takes in a list; the longest customer's name has 800. */
    static final int ROW_BYTES_MAX = 1_536;

    /** What a place takes besides the bytes of its word. */
    static final int PLACE_BYTES_MAX = 81;

    /** As many rows and places more may be read than were asked for. */
    private static final int ITEMS_MORE = 2;

    private static final int UNIT_BYTES = 4 * 1024;

    private final double unitsMax;
    private double spent;

    SearchBudget(double unitsMax) {
        this.unitsMax = unitsMax;
    }

    @Override
    public void add(double units) {
        spent += units;
    }

    double spent() {
        return spent;
    }

    /** How many views may be read. */
    int views() {
        return (int) ((unitsMax - spent) / VIEW_UNITS_MAX);
    }

    /**
     * How many items of a query may be read.
     *
     * @param bytesMax what an item takes at most
     * @param viewsKept how many views must be affordable after that
     */
    int items(int bytesMax, int viewsKept) {
        double units = unitsMax - spent - viewsKept * VIEW_UNITS_MAX;
        // An eventually consistent query takes half a unit for each started 4 KB.
        long started = (long) Math.floor(2 * units);
        return (int)
                Math.max(
                        0,
                        Math.min(Integer.MAX_VALUE, started * UNIT_BYTES / bytesMax - ITEMS_MORE));
    }
}
