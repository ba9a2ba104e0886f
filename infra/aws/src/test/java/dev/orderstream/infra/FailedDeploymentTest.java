package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a failed first deployment leaves, and the page that tells how to remove it. */
class FailedDeploymentTest {

    private static final String SECTION = "## If the first deployment fails";

    @Test
    void the_page_names_each_resource_that_stays_under_a_fixed_name_and_how_to_delete_it()
            throws IOException {
        String section = section();
        Map<String, String> staying = staying(Synthesised.chosen());

        assertThat(staying)
                .containsOnlyKeys("orderstream-events", "orderstream-control")
                .allSatisfy((name, type) -> {
                    String written = name.replace("orderstream", "PREFIX");
                    assertThat(section).contains("| `" + written + "` |");
                    assertThat(section).contains("delete-table --table-name " + written);
                });
    }

    @Test
    void nothing_of_a_developers_stack_stays() {
        assertThat(staying(Synthesised.developer())).isEmpty();
    }

    private static Map<String, String> staying(Synthesised stack) {
        Map<String, String> staying = new TreeMap<>();
        for (JsonNode resource : stack.resources()) {
            JsonNode name = resource.at("/Properties/TableName");
            if (resource.path("DeletionPolicy").asText().equals("Retain") && name.isTextual()) {
                staying.put(name.asText(), resource.get("Type").asText());
            }
        }
        return staying;
    }

    private static String section() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "deploy.md"));
        int begin = page.indexOf(SECTION);
        assertThat(begin).as(SECTION).isPositive();
        return page.substring(begin, page.indexOf("\n## ", begin + 1));
    }
}
