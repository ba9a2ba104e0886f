package dev.orderstream.testkit.torture;

import dev.orderstream.eventsourcing.OutageException;
import dev.orderstream.eventsourcing.StreamId;
import dev.orderstream.eventsourcing.projector.Doorbell;
import dev.orderstream.eventsourcing.projector.Heartbeat;
import dev.orderstream.eventsourcing.projector.Projector;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A batch on its way through a projector. Whatever the projector answers for is in the views then,
 * or there is a notice; and nothing has to come again without a reason.
 */
final class Delivery {

    private final World world;
    private final List<Doorbell> batch;
    private final Invocation invocation;
    private final List<Integer> generationsBefore;
    private final boolean tooManyStuck;

    Delivery(World world, List<Doorbell> batch) {
        this.world = world;
        this.batch = batch;
        this.invocation = new Invocation(world);
        this.generationsBefore = world.generations.written();
        this.tooManyStuck = generationsBefore.stream().anyMatch(this::isStuckTooOften);
    }

    private boolean isStuckTooOften(int generation) {
        return batch.stream()
                        .map(Doorbell::stream)
                        .distinct()
                        .filter(stream -> world.lasting.isStuck(generation, stream))
                        .count()
                > TorturedNotices.PARKED_AT_ONCE_MAX;
    }

    /** The place from which on the batch has to come again; empty where all of it is done. */
    Optional<BigInteger> deliver() {
        try {
            Optional<Doorbell> again = handle();
            again.ifPresent(this::checkReason);
            Optional<BigInteger> from = again.map(Doorbell::place);
            checkAnsweredFor(from);
            return from;
        } catch (Crash crash) {
            return all();
        } catch (OutageException outage) {
            if (!invocation.suffered(Invocation.EVERYTHING)) {
                throw new AssertionError("a batch comes again without a reason", outage);
            }
            return all();
        }
    }

    private Optional<Doorbell> handle() {
        Projector projector =
                new Projector(
                        invocation.readModelsForBatch(),
                        new TorturedHeartbeats(world, invocation),
                        world.turns::atOnce,
                        world.turns);
        Optional<Doorbell> again = world.parts.handler().handle(projector, batch);
        if (again.isPresent()) {
            world.diary.note(Happening.PART_REPEATED, again.get().place()::toString);
        }
        return again;
    }

    private Optional<BigInteger> all() {
        world.diary.note(Happening.BATCH_REPEATED, () -> batch.size() + " doorbells");
        return batch.stream().map(Doorbell::place).min(Comparator.naturalOrder());
    }

    /** A lasting fault or a generation beside holds nobody up. */
    private void checkReason(Doorbell failed) {
        if (tooManyStuck) {
            world.diary.count(Happening.TOO_MANY_STUCK);
        } else if (!invocation.sufferedWhereItServes(subject(failed.stream()))
                && !invocation.suffered(TorturedNotices.NOTICES)) {
            throw new AssertionError("held up without a reason: " + failed);
        }
    }

    private void checkAnsweredFor(Optional<BigInteger> from) {
        for (Doorbell doorbell : batch) {
            if (from.isPresent() && doorbell.place().compareTo(from.get()) >= 0) {
                continue;
            }
            if (World.isHeartbeat(doorbell.stream())) {
                checkArrived(doorbell);
            } else {
                generationsBefore.stream()
                        .filter(world.generations::isWritten)
                        .forEach(generation -> checkShown(generation, doorbell));
                world.generations.tables().stream()
                        .filter(world.reader::mayBeAt)
                        .forEach(generation -> checkShown(generation, doorbell));
                world.generations.answered(doorbell.stream(), doorbell.version());
            }
        }
    }

    private void checkShown(int generation, Doorbell doorbell) {
        StreamId stream = doorbell.stream();
        long shown = world.generations.views(generation).version(world.straight.key(stream));
        if (shown < doorbell.version() && world.notices.find(generation, stream).isEmpty()) {
            throw new AssertionError(
                    "answered for, but neither shown nor noted: %s at version %d in generation %d"
                            .formatted(stream, doorbell.version(), generation));
        }
    }

    private void checkArrived(Doorbell doorbell) {
        doorbell.commit()
                .ifPresent(commit -> {
                    Instant newest =
                            world.heartbeats
                                    .read()
                                    .arrived()
                                    .get(Heartbeat.number(doorbell.stream()).orElseThrow());
                    if (newest == null || newest.isBefore(commit.recordedAt())) {
                        throw new AssertionError("a heartbeat is lost: " + doorbell);
                    }
                });
    }

    private String subject(StreamId stream) {
        return world.straight.key(stream).owner();
    }
}
