package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.rebuild.ReadTables;

/** The tables as a worker reaches them. */
record TorturedTables(World world, Invocation invocation) implements ReadTables {

    @Override
    public boolean exists(int generation) {
        return invocation.call(
                Invocation.EVERYTHING, false, () -> world.generations.hasTable(generation));
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
