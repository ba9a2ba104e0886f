package dev.orderstream.orders;

import dev.orderstream.eventsourcing.Commit;
import dev.orderstream.testkit.Seeds;
import org.junit.jupiter.api.Test;

class InMemoryOrderSearchTest extends OrderSearchContract {

    private final SearchInMemory searched = new SearchInMemory();

    @Override
    protected OrderSearch search(int candidatesMax, double unitsMax) {
        return searched.search(candidatesMax, unitsMax);
    }

    @Override
    protected void show(Commit commit) {
        searched.show(commit);
    }

    @Test
    void many_searches_find_what_a_look_at_every_order_finds() {
        Seeds.forEach(
                Seeds.runs(100, 3_000),
                (seed, random) -> {
                    SearchInMemory fresh = new SearchInMemory();
                    new OrderSearchProperty(random, fresh::search, fresh::show).check();
                });
    }
}
