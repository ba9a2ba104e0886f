package dev.orderstream.dynamodblocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests reach DynamoDB Local's port, sent as a browser and others would send them. */
class LoopbackGuardTest {

    private static final String LIST_TABLES =
            """
            Connection: close\r
            X-Amz-Target: DynamoDB_20120810.ListTables\r
            Content-Type: application/x-amz-json-1.0\r
            Authorization: AWS4-HMAC-SHA256 \
            Credential=any/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=any\r
            Content-Length: 2\r
            \r
            {}\
            """;

    private static DynamoDbLocal local;

    @BeforeAll
    static void start() {
        local = DynamoDbLocal.inMemory();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:PORT", "localhost:PORT", "LocalHost:PORT", "[::1]:PORT"})
    void this_machine_is_served_by_each_of_its_names(String host) throws IOException {
        assertThat(send("POST / HTTP/1.1\r\nHost: " + host + "\r\n" + LIST_TABLES))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("{\"TableNames\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: evil.example\r\n",
                "POST / HTTP/1.1\r\nHost: evil.example:PORT\r\n",
                "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
                "POST / HTTP/1.1\r\nHost: localhost:1\r\n",
                "POST / HTTP/1.1\r\nHost: localhost.:PORT\r\n",
                "POST / HTTP/1.1\r\nHost: localhost.evil.example:PORT\r\n",
                "POST / HTTP/1.1\r\nHost: 127.0.0.2:PORT\r\n",
                "POST / HTTP/1.1\r\nHost: 127.1:PORT\r\n",
                "POST / HTTP/1.1\r\nHost: 0.0.0.0:PORT\r\n",
                "POST / HTTP/1.1\r\nHost: 0:PORT\r\n",
                "POST / HTTP/1.1\r\nHost: [::ffff:127.0.0.1]:PORT\r\n",
                "POST / HTTP/1.0\r\n",
                "POST / HTTP/1.0\r\nHost: evil.example:PORT\r\n",
                "POST http://evil.example:PORT/ HTTP/1.1\r\nHost: evil.example:PORT\r\n",
                "GET / HTTP/1.1\r\nHost: evil.example:PORT\r\n",
                "OPTIONS / HTTP/1.1\r\nHost: evil.example:PORT\r\nOrigin: http://evil.example\r\n"
            })
    void another_host_is_misdirected(String head) throws IOException {
        assertThat(send(head + LIST_TABLES))
                .startsWith("HTTP/1.1 421 ")
                .contains("MisdirectedRequestException", "127.0.0.1")
                .doesNotContain("TableNames", "Access-Control");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\n",
                "POST / HTTP/1.1\r\nHost: \r\n",
                "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example\r\n",
                "POST / HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1:PORT\r\n",
                "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT, evil.example\r\n",
                "POST / HTTP/1.1\r\nHost: user@127.0.0.1:PORT\r\n",
                "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT@evil.example\r\n",
                "POST http://evil.example:PORT/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n",
                "POST http://127.0.0.1:PORT/ HTTP/1.1\r\nHost: evil.example\r\n",
            })
    void a_host_that_names_nothing_or_two_things_is_refused(String head) throws IOException {
        assertThat(send(head + LIST_TABLES))
                .containsPattern("^HTTP/1.1 4(00|21) ")
                .doesNotContain("TableNames", "Access-Control");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://127.0.0.1:8080",
                "http://localhost:PORT",
                "null",
                "file://",
                ""
            })
    void no_web_page_is_served_whatever_its_method(String origin) throws IOException {
        for (String method : new String[] {"POST", "GET", "OPTIONS", "PUT", "DELETE"}) {
            assertThat(
                            send(
                                    method
                                            + " / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: "
                                            + origin
                                            + "\r\nAccess-Control-Request-Method: POST\r\n"
                                            + LIST_TABLES))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("AccessDeniedException")
                    .doesNotContain("TableNames", "Access-Control");
        }
    }

    /** The answer to a request, whose {@code PORT} is the one that is open. */
    private static String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), local.port())) {
            socket.setSoTimeout(10_000);
            String text = request.replace("PORT", Integer.toString(local.port()));
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
