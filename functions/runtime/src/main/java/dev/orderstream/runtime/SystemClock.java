package dev.orderstream.runtime;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The time of every function. */
@Factory
final class SystemClock {

    /** Ahead of Micronaut's own, whose module comes with HTTP: the projector's package lacks it. */
    @Singleton
    @Primary
    InstantSource clock() {
        return InstantSource.system();
    }
}
