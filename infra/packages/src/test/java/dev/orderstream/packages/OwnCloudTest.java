package dev.orderstream.packages;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On an endpoint of our own, so that each build tries the test that LocalStack is for. */
@EnabledOnOs(
        value = OS.LINUX,
        disabledReason = "the runtime interface client is for Linux alone, as Lambda is")
class OwnCloudTest extends CloudContract {

    @TempDir private static Path folder;

    @Override
    Cloud open() {
        return OwnCloud.start(folder);
    }

    @Override
    void noHttpApi(String reason) {
        throw new AssertionError(reason);
    }
}
