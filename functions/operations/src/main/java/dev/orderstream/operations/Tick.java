package dev.orderstream.operations;

import dev.orderstream.dynamodb.ReadModelWriter.Serving;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What is done each minute: parked streams whose pause is over are tried again. */
record Tick(Supplier<Serving> serving, InstantSource clock) {

    void run() {
        Serving current = serving.get();
        current.parked().retry(current.catchUp(), clock.instant());
    }
}
