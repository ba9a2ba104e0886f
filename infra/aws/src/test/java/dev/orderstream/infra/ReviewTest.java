package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What others' rules say of the templates. */
class ReviewTest {

    @Test
    void cdk_nag_finds_nothing_that_is_not_explained() {
        assertThat(Synthesised.standard().findings()).isEmpty();
        assertThat(Synthesised.developer().findings()).isEmpty();
        assertThat(Synthesised.chosen().findings()).isEmpty();
    }

    @Test
    void cfn_lint_finds_nothing() throws Exception {
        assertThat(lint(Synthesised.standard())).isEmpty();
        assertThat(lint(Synthesised.developer())).isEmpty();
        assertThat(lint(Synthesised.chosen())).isEmpty();
    }

    private static String lint(Synthesised stack) throws InterruptedException {
        try {
            Process lint =
                    new ProcessBuilder(
                                    "cfn-lint",
                                    "--regions",
                                    "eu-central-1",
                                    // A dependency written twice, as the CDK does for each role.
                                    "--ignore-checks",
                                    "W3005",
                                    "--template",
                                    stack.file.toString())
                            .redirectErrorStream(true)
                            .start();
            String said = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            lint.waitFor();
            return said.strip();
        } catch (IOException e) {
            assumeTrue(false, "There is no cfn-lint: pip install cfn-lint");
            return "";
        }
    }
}
