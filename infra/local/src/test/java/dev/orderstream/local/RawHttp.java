package dev.orderstream.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** HTTP by hand, for what no client would send. */
final class RawHttp {

    private static final int READ_MS_MAX = 10_000;

    private RawHttp() {}

    /** Sends the bytes (ISO 8859-1, a character each) and reads until the gateway closes. */
    static Answer send(HttpGateway gateway, String request) throws IOException {
        return send(gateway.port(), request.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Answer send(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(READ_MS_MAX);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return new Answer(
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** A request for a target, on a connection that is closed after it. */
    static Answer get(HttpGateway gateway, String target) throws IOException {
        return send(
                gateway,
                "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    record Answer(String text) {

        int status() {
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

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }
}
