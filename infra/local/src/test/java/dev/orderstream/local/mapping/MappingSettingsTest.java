package dev.orderstream.local.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@AwsDocs(
        value = AwsDocs.CREATE_MAPPING,
        says =
                "BatchSize 1 to 10,000; MaximumBatchingWindowInSeconds 0 to 300; ParallelizationFactor"
                        + " 1 to 10; MaximumRetryAttempts -1 to 10,000; MaximumRecordAgeInSeconds -1, or 60 to"
                        + " 604,800")
class MappingSettingsTest {

    @Test
    void this_service_is_deployed_with_a_mapping_that_gives_up_nothing() {
        assertThat(MappingSettings.STANDARD)
                .isEqualTo(
                        new MappingSettings(
                                100, 0, 1, true, -1, -1, true, StartingPosition.TRIM_HORIZON));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, -1, -1",
        "10000, 300, 10, 10000, 604800",
        "100, 1, 2, 0, 60",
    })
    void settings_within_the_limits_are_taken(
            int batch, int window, int factor, int retries, int age) {
        assertThatCode(() -> settings(batch, window, factor, retries, age))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | 1 | -1 | -1 | batchSize: expected 1 to 10000, got 0",
                "10001 | 0 | 1 | -1 | -1 | batchSize: expected 1 to 10000, got 10001",
                "1 | -1 | 1 | -1 | -1 | maximumBatchingWindowInSeconds: expected 0 to 300, got -1",
                "1 | 301 | 1 | -1 | -1 | maximumBatchingWindowInSeconds: expected 0 to 300, got 301",
                "1 | 0 | 0 | -1 | -1 | parallelizationFactor: expected 1 to 10, got 0",
                "1 | 0 | 11 | -1 | -1 | parallelizationFactor: expected 1 to 10, got 11",
                "1 | 0 | 1 | -2 | -1 | maximumRetryAttempts: expected -1 to 10000, got -2",
                "1 | 0 | 1 | 10001 | -1 | maximumRetryAttempts: expected -1 to 10000, got 10001",
                "1 | 0 | 1 | -1 | -2 | maximumRecordAgeInSeconds: expected -1, or 60 to 604800, got -2",
                "1 | 0 | 1 | -1 | 0 | maximumRecordAgeInSeconds: expected -1, or 60 to 604800, got 0",
                "1 | 0 | 1 | -1 | 59 | maximumRecordAgeInSeconds: expected -1, or 60 to 604800, got 59",
                "1 | 0 | 1 | -1 | 604801 | maximumRecordAgeInSeconds: expected -1, or 60 to 604800, got 604801",
            })
    void settings_beyond_the_limits_are_refused_with_what_was_expected(
            int batch, int window, int factor, int retries, int age, String message) {
        assertThatThrownBy(() -> settings(batch, window, factor, retries, age))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static MappingSettings settings(
            int batch, int window, int factor, int retries, int age) {
        return new MappingSettings(
                batch, window, factor, false, retries, age, true, StartingPosition.TRIM_HORIZON);
    }
}
