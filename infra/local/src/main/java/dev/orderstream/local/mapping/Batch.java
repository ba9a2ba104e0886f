package dev.orderstream.local.mapping;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Records that go to the function together, in order.
 *
 * @param failures how often it was sent, this very batch, and failed
 * @param last how it went last, or nothing where it was not sent yet
 */
record Batch(List<Arrival> arrivals, int failures, @Nullable Answer last) {

    Batch {
        arrivals = List.copyOf(arrivals);
    }

    static Batch of(List<Arrival> arrivals) {
        return new Batch(arrivals, 0, null);
    }

    int size() {
        return arrivals.size();
    }

    List<Record> records() {
        return arrivals.stream().map(Arrival::record).toList();
    }

    /** What is to be sent next, in order, after the function answered. */
    List<Batch> after(Answer answer, boolean bisect) {
        int processed = answer.processed();
        if (processed == size()) {
            return List.of();
        }
        if (processed > 0) {
            // The split is at the failure, bisecting or not. What is left is another batch, whose
            // failures count from 0: only the same batch sent again is a retry.
            return List.of(Batch.of(arrivals.subList(processed, size())));
        }
        if (bisect && size() > 1) {
            int half = size() / 2;
            return List.of(
                    new Batch(arrivals.subList(0, half), failures, answer),
                    new Batch(arrivals.subList(half, size()), failures, answer));
        }
        return List.of(new Batch(arrivals, failures + 1, answer));
    }

    /** Whether it had its first try and all its retries. */
    boolean exhausted(MappingSettings settings) {
        return settings.maximumRetryAttempts() != MappingSettings.UNBOUNDED
                && failures > settings.maximumRetryAttempts();
    }

    /** How many records, from the first on, are too old to be sent. */
    int expired(MappingSettings settings, Instant now) {
        if (settings.maximumRecordAgeInSeconds() == MappingSettings.UNBOUNDED) {
            return 0;
        }
        Instant oldest = now.minus(Duration.ofSeconds(settings.maximumRecordAgeInSeconds()));
        return (int) arrivals.stream().takeWhile(arrival -> createdBefore(arrival, oldest)).count();
    }

    private static boolean createdBefore(Arrival arrival, Instant oldest) {
        Instant created = arrival.record().dynamodb().approximateCreationDateTime();
        return created != null && created.isBefore(oldest);
    }

    Batch first(int count) {
        return new Batch(arrivals.subList(0, count), failures, last);
    }

    Batch without(int count) {
        return new Batch(arrivals.subList(count, size()), failures, last);
    }
}
