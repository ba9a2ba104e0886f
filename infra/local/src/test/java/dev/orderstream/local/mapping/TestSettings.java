package dev.orderstream.local.mapping;

/** Settings that differ from the standard ones in what a test is about. */
final class TestSettings {

    private int batchSize = MappingSettings.STANDARD.batchSize();
    private int windowSeconds;
    private int factor = 1;
    private boolean bisect;
    private int retries = MappingSettings.UNBOUNDED;
    private int ageSeconds = MappingSettings.UNBOUNDED;
    private boolean itemFailures = true;
    private StartingPosition start = StartingPosition.TRIM_HORIZON;

    TestSettings batchSize(int records) {
        batchSize = records;
        return this;
    }

    TestSettings window(int seconds) {
        windowSeconds = seconds;
        return this;
    }

    TestSettings factor(int lanes) {
        factor = lanes;
        return this;
    }

    TestSettings bisecting() {
        bisect = true;
        return this;
    }

    TestSettings retries(int attempts) {
        retries = attempts;
        return this;
    }

    TestSettings age(int seconds) {
        ageSeconds = seconds;
        return this;
    }

    TestSettings withoutItemFailures() {
        itemFailures = false;
        return this;
    }

    TestSettings latest() {
        start = StartingPosition.LATEST;
        return this;
    }

    MappingSettings build() {
        return new MappingSettings(
                batchSize, windowSeconds, factor, bisect, retries, ageSeconds, itemFailures, start);
    }
}
