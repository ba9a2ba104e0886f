package dev.orderstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VariableTest {

    private static final Path README = Path.of("..", "..", "README.md");
    private static final String HEAD = "| environment variable | of | |\n";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    @Test
    void the_readme_has_a_row_for_every_variable_in_alphabetical_order_and_for_no_other()
            throws IOException {
        assertThat(rows())
                .containsExactlyElementsOf(
                        Arrays.stream(Variable.values()).map(Variable::name).sorted().toList());
    }

    private static List<String> rows() throws IOException {
        String readme = Files.readString(README);
        int table = readme.indexOf(HEAD);
        assertThat(table).as(HEAD).isPositive();
        String rows = readme.substring(table, readme.indexOf("\n\n", table));
        return ROW.matcher(rows).results().map(row -> row.group(1)).toList();
    }
}
