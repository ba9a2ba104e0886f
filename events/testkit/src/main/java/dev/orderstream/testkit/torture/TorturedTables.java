package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.rebuild.ReadTables;

/** The tables as a worker reaches them. */
record TorturedTables(World world, Invocation invocation) implements ReadTables {

    /** Always answers: the claim that asks reads the ledger just before, which may fail as well. */
    @Override
    public boolean exists(int generation) {
        return world.generations.hasTable(generation);
    }

    @Override
    public void create(int generation) {
        invocation.run(Invocation.EVERYTHING, () -> world.generations.createTable(generation));
    }

    @Override
    public void delete(int generation) {
        invocation.run(
                Invocation.EVERYTHING,
                () -> {
                    world.diary.note(
                            Happening.GENERATION_DELETED, () -> Integer.toString(generation));
                    world.generations.deleteTable(generation);
                });
    }
}
