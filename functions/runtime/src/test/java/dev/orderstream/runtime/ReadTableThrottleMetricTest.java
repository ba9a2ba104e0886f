package dev.orderstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadTableThrottleMetricTest {

    @Test
    void a_line_is_one_throttled_request_in_cloudwatchs_embedded_metric_format() {
        assertThat(ReadTableThrottleMetric.line(1_772_366_400_000L, "a\"b"))
                .isEqualTo(
                        "{\"_aws\":{\"Timestamp\":1772366400000,\"CloudWatchMetrics\":[{"
                                + "\"Namespace\":\"Orderstream\",\"Dimensions\":[[\"TablePrefix\"]],"
                                + "\"Metrics\":[{\"Name\":\"ReadTableThrottles\",\"Unit\":\"Count\"}]"
                                + "}]},\"TablePrefix\":\"a\\\"b\",\"ReadTableThrottles\":1}");
    }
}
