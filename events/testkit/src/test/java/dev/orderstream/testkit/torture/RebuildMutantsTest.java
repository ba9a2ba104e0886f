package dev.orderstream.testkit.torture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link ProjectorMutantsTest}, of the rebuild and of repair. */
class RebuildMutantsTest {

    @ParameterizedTest
    @MethodSource("dev.orderstream.testkit.torture.RebuildMutants#all")
    void a_mutant_is_caught(Mutant mutant) {
        mutant.checkCaught();
    }
}
