package dev.orderstream.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP by hand, for what no client would send. */
public final class RawHttp {

    private static final int READ_MS_MAX = 10_000;

    private RawHttp() {}

    /** Sends the bytes (ISO 8859-1, a character each) and reads until the gateway closes. */
    static Answer send(HttpGateway gateway, String request) throws IOException {
        return send(gateway.port(), request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * The same with any bytes; the host {@code localhost} gets the port. Who refuses a request may
     * close before all of it has arrived.
     */
    public static Answer send(int port, byte[] request) throws IOException {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        return exactly(
                port,
                text.replaceAll(
                                "(\nHost: |^GET http://)localhost([/\r])",
                                "$1localhost:" + port + "$2")
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The same with these very bytes. */
    static Answer exactly(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(READ_MS_MAX);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (SocketException closed) {
                // The answer may be there nevertheless.
            }
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketException reset) {
                if (answer.size() == 0) {
                    throw reset;
                }
            }
            return new Answer(answer.toString(StandardCharsets.UTF_8));
        }
    }

    /** A request for a target, on a connection that is closed after it. */
    static Answer get(HttpGateway gateway, String target) throws IOException {
        return send(
                gateway,
                "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    public record Answer(String text) {

        private static final String GO_ON = "HTTP/1.1 100 ";

        /** Without what says only that the body may be sent. */
        public Answer {
            if (text.startsWith(GO_ON)) {
                text = text.substring(text.indexOf("\r\n\r\n") + 4);
            }
        }

        public int status() {
            return text.isEmpty() ? 0 : Integer.parseInt(text.split(" ", 3)[1]);
        }

        String head() {
            return text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")))
                    .toLowerCase(Locale.ROOT);
        }

        String header(String name) {
            return Arrays.stream(head().split("\r\n"))
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .reduce("", (a, b) -> a + b);
        }

        public HttpHeaders headers() {
            Map<String, List<String>> headers = new TreeMap<>();
            String head = text.substring(0, text.indexOf("\r\n\r\n"));
            head.lines()
                    .skip(1)
                    .forEach(line -> {
                        int colon = line.indexOf(':');
                        headers.computeIfAbsent(
                                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                                        name -> new ArrayList<>())
                                .add(line.substring(colon + 1).strip());
                    });
            return HttpHeaders.of(headers, (name, value) -> true);
        }

        public String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }
}
