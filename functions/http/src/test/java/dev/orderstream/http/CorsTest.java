package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, https://shop.example",
        "HTTPS://Shop.Example, https://shop.example",
        "https://shop.example:443, https://shop.example",
        "http://shop.example:80, http://shop.example",
        "http://shop.example:443, http://shop.example:443",
        "http://localhost:3000, http://localhost:3000",
        "http://127.0.0.1:5173, http://127.0.0.1:5173",
        "http://[::1]:3000, http://[::1]:3000",
        "' https://a-b.c_d.example ', https://a-b.c_d.example"
    })
    void an_origin_is_written_as_browsers_send_it(String text, String origin) {
        assertThat(Cors.origin(text)).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "shop.example",
                "https://",
                "https://*",
                "https://*.example",
                "https://shop.example/",
                "https://shop.example/path",
                "https://shop.example?x",
                "https://user@shop.example",
                "https://shop.example:0",
                "https://shop.example:65536",
                "https://shop.example:",
                "ftp://shop.example",
                "file://",
                "https://a.example,https://b.example",
                "https://a example",
                "https://ü.example"
            })
    void what_no_browser_sends_is_none(String text) {
        assertThat(Cors.origin(text)).isEmpty();
    }

    @Test
    void every_method_of_a_route_may_be_sent_and_head() {
        assertThat(Cors.methods())
                .containsAll(Routes.TABLE.routes().stream().map(Route::method).distinct().toList())
                .contains("HEAD")
                .doesNotHaveDuplicates();
    }
}
