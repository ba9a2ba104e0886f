package dev.orderstream.projector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderstream.eventsourcing.projector.Projected.Figures;
import dev.orderstream.runtime.MetricLines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProjectorMetricsTest {

    private static final Figures FIGURES =
            new Figures(
                    Optional.of(Duration.ofMillis(21)),
                    3,
                    1,
                    2,
                    4,
                    Optional.of(Duration.ofMillis(15)));

    @Test
    void a_batch_is_one_line_in_cloud_watchs_embedded_format_and_nothing_else() throws Exception {
        JsonNode line = new ObjectMapper().readTree(logged(MetricLines.Format.EMBEDDED, FIGURES));

        assertThat(line.get("BatchSize").asInt()).isEqualTo(10);
        assertThat(line.get("ForeignRecords").asInt()).isEqualTo(5);
        assertThat(line.get("Lag").asInt()).isEqualTo(21);
        assertThat(line.get("ViewsWritten").asInt()).isEqualTo(3);
        assertThat(line.get("GapsRepaired").asInt()).isEqualTo(1);
        assertThat(line.get("DuplicatesSkipped").asInt()).isEqualTo(2);
        assertThat(line.get("Parked").asInt()).isEqualTo(4);
        assertThat(line.get("HeartbeatLag").asInt()).isEqualTo(15);
        assertThat(line.get("TablePrefix").asText()).isEqualTo("shop");
        JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
        assertThat(directive.get("Namespace").asText()).isEqualTo("Orderstream");
        assertThat(directive.get("Dimensions").toString()).isEqualTo("[[\"TablePrefix\"]]");
        assertThat(directive.get("Metrics").findValuesAsText("Name"))
                .containsExactlyInAnyOrder(
                        "BatchSize",
                        "ForeignRecords",
                        "Lag",
                        "ViewsWritten",
                        "GapsRepaired",
                        "DuplicatesSkipped",
                        "Parked",
                        "HeartbeatLag");
        assertThat(directive.get("Metrics").toString())
                .contains("{\"Name\":\"Lag\",\"Unit\":\"Milliseconds\"}")
                .contains("{\"Name\":\"Parked\",\"Unit\":\"Count\"}");
    }

    @Test
    void a_batch_without_news_has_no_lag() {
        Figures none = new Figures(Optional.empty(), 0, 0, 1, 0, Optional.empty());

        assertThat(logged(MetricLines.Format.EMBEDDED, none)).doesNotContain("Lag");
    }

    @Test
    void a_late_batch_tells_the_greater_lag_as_the_estimate() {
        Figures late =
                new Figures(
                        Optional.of(Duration.ofMillis(1_001)),
                        1,
                        0,
                        0,
                        0,
                        Optional.of(Duration.ofMillis(1_002)));

        assertThat(logged(MetricLines.Format.TEXT, late))
                .contains("Lag=1001ms", "HeartbeatLag=1002ms", "LagEstimate=1002ms");
    }

    @Test
    void people_get_words() {
        assertThat(logged(MetricLines.Format.TEXT, FIGURES))
                .contains("INFO", "BatchSize=10", "Lag=21ms", "HeartbeatLag=15ms", "Parked=4");
    }

    private static String logged(MetricLines.Format format, Figures figures) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            new ProjectorMetrics(format, "shop").log(figures, 10, 5);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
