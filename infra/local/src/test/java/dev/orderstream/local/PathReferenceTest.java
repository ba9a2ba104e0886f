package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Found by fuzzing: a problem about a path that can't be decoded named one that was no URI. */
class PathReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "/orders/c-1.~_!$&'()*+;=:@, /orders/c-1.~_!$&'()*+;=:@",
        "/a%2Fb%ff, /a%2Fb%ff",
        "/%, /%25",
        "/%z1%1, /%25z1%251",
        "/a\u00E9\uFFFD, /a%C3%A9%EF%BF%BD",
        "/{a}|\\^\"<>[]#?, /%7Ba%7D%7C%5C%5E%22%3C%3E%5B%5D%23%3F",
        "//host/a, /.//host/a"
    })
    void a_path_is_a_uri_reference_whatever_was_sent(String path, String reference) {
        assertThat(PathReference.of(path)).isEqualTo(reference);
        assertThat(URI.create(reference).getHost()).isNull();
    }
}
