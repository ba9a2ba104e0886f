package dev.orderstream.packages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A proxy that a JVM sends to what is not on this machine; it lets nothing through. */
final class OutwardProxy implements AutoCloseable {

    private final ServerSocket server;
    private final Consumer<String> asked;

    /**
     * A proxy.
     *
     * @param asked gets the first line of each request: {@code CONNECT host:443 HTTP/1.1}
     */
    OutwardProxy(Consumer<String> asked) {
        this.asked = asked;
        try {
            this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("outward-proxy").start(this::accept);
    }

    /** The options of a JVM that goes by it. */
    String options() {
        String proxy = " -D%1$s.proxyHost=127.0.0.1 -D%1$s.proxyPort=" + server.getLocalPort();
        return "-Dhttp.nonProxyHosts=127.0.0.1"
                + proxy.formatted("http")
                + proxy.formatted("https");
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    var lines =
                            new BufferedReader(
                                    new InputStreamReader(
                                            socket.getInputStream(), StandardCharsets.UTF_8))) {
                asked.accept(lines.readLine());
            } catch (IOException e) {
                // Closed, or whoever asked has gone: nothing more to note.
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
