package dev.orderstream.dynamodblocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules by themselves: a server's parser refuses some of these requests before it asks. */
class LoopbackPortTest {

    private static final String OWN = "127.0.0.1:8000";

    private final LoopbackPort port = new LoopbackPort(8_000);
    private final LoopbackPort standard = new LoopbackPort(80);

    @Test
    void a_request_names_one_host() {
        assertThat(port.isHost(List.of(OWN))).isTrue();
        assertThat(port.isHost(List.of())).isFalse();
        assertThat(port.isHost(List.of(OWN, OWN))).isFalse();
        assertThat(port.isHost(List.of(OWN, "evil.example"))).isFalse();
        assertThat(port.isHost(List.of("evil.example", OWN))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LocalHost", "[::1]"})
    void each_name_of_this_machine_is_taken_with_its_port(String name) {
        assertThat(port.isHost(List.of(name + ":8000"))).isTrue();
        assertThat(port.isHost(name, 8_000)).isTrue();
        assertThat(port.isOrigin("http://" + name + ":8000")).isTrue();

        for (String other : List.of(name, name + ":80", name + ":80000", name + ":8000,x")) {
            assertThat(port.isHost(List.of(other))).as(other).isFalse();
            assertThat(port.isOrigin("http://" + other)).as(other).isFalse();
        }
        assertThat(port.isHost(name, 8_001)).isFalse();
        assertThat(port.isHost(name, -1)).isFalse();
        assertThat(port.isOrigin("https://" + name + ":8000")).isFalse();
    }

    @Test
    void the_port_of_http_may_be_left_out_and_no_other() {
        assertThat(standard.isHost(List.of("localhost"))).isTrue();
        assertThat(standard.isHost(List.of("localhost:80"))).isTrue();
        assertThat(standard.isHost("localhost", -1)).isTrue();
        assertThat(standard.isOrigin("http://localhost")).isTrue();
        assertThat(standard.isHost(List.of("evil.example"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.", "127.0.0.2", "0.0.0.0", "[::]", ""})
    void another_name_is_not_taken(String name) {
        assertThat(port.isHost(List.of(name + ":8000"))).isFalse();
        assertThat(port.isHost(name, 8_000)).isFalse();
        assertThat(port.isOrigin("http://" + name + ":8000")).isFalse();
        assertThat(port.isHost(null, 8_000)).isFalse();
    }
}
