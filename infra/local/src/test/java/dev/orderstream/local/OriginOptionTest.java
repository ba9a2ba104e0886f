package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code ./run --origin}, from the command line to the answer that a browser gets. */
class OriginOptionTest {

    private static final String SHOP = "https://shop.example";

    @Test
    void each_origin_that_is_given_is_a_setting_of_the_run() throws IOException {
        assertThat(origins()).isEmpty();
        assertThat(origins("--origin", SHOP, "--origin", "http://localhost:3000"))
                .containsExactlyInAnyOrder(SHOP, "http://localhost:3000");
        assertThat(origins("--origin", SHOP + ",http://localhost:3000"))
                .containsExactlyInAnyOrder(SHOP, "http://localhost:3000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "shop.example", SHOP + "/orders"})
    void what_no_browser_sends_is_refused(String origin) {
        assertThatThrownBy(() -> origins("--origin", origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--origin: expected such as https://shop.example")
                .hasMessageEndingWith("got \"" + origin + "\"");
    }

    @Test
    void a_run_lets_in_the_pages_that_it_was_told_of_and_no_others() throws IOException {
        try (LocalSystem system = LocalSystem.start(RunSettings.PLAIN.withOrigins(Set.of(SHOP)))) {
            RawHttp.Answer asked = preflight(system, SHOP);
            assertThat(asked.status()).isEqualTo(204);
            assertThat(asked.header("access-control-allow-origin")).isEqualTo(SHOP);
            assertThat(preflight(system, "https://evil.example").status()).isEqualTo(403);
        }
    }

    private static Set<String> origins(String... arguments) throws IOException {
        CommandLine line = Run.commandLine();
        line.parseArgs(arguments);
        Run run = line.getCommand();
        return run.settings(Optional.empty()).origins();
    }

    private static RawHttp.Answer preflight(LocalSystem system, String origin) throws IOException {
        int port = system.uri().getPort();
        String request =
                "OPTIONS /orders HTTP/1.1\r\nHost: localhost:"
                        + port
                        + "\r\nOrigin: "
                        + origin
                        + "\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n";
        return RawHttp.exactly(port, request.getBytes(StandardCharsets.ISO_8859_1));
    }
}
