package dev.orderstream.local;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local stand-in for API Gateway's HTTP API: takes HTTP/1.1 on the loopback address and calls
 * the functions with events of payload format 2.0. What AWS would refuse is refused with the same
 * status, as problem+json. Web pages from elsewhere are refused ({@link BrowserGuard}).
 */
public final class HttpGateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);

    private static final String LOOPBACK = "127.0.0.1";

    /** AWS's quota for request line and headers together. */
    private static final int HEADER_BYTES_MAX = 10_240;

    private static final int CONNECTIONS_MAX = 2_000;

    /** Kept connections without a request hold up the end no longer than this. */
    private static final long IDLE_MS_MAX_WHEN_CLOSING = 300;

    private final Server server;
    private final ServerConnector connector;
    private final FunctionCaller functions;

    private HttpGateway(
            int port,
            GatewayRoutes routes,
            Gatekeeper gatekeeper,
            Set<String> origins,
            Limits limits,
            ApiMapping mapping) {
        functions = new FunctionCaller(limits.functionTime());
        server = new Server(threads());
        server.setStopTimeout(limits.stopTime().toMillis());
        server.setErrorHandler(new RefusalHandler());
        server.setHandler(
                new GracefulHandler(
                        new BrowserGuard(
                                origins,
                                new GatewayHandler(
                                        routes,
                                        gatekeeper,
                                        functions,
                                        InstantSource.system(),
                                        mapping))));
        connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        // A sender that stalls has about the time of a slow function, and so has a kept connection.
        connector.setIdleTimeout(limits.functionTime().plusSeconds(1).toMillis());
        connector.setShutdownIdleTimeout(IDLE_MS_MAX_WHEN_CLOSING);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, connector));
    }

    /**
     * Opens a gateway that lets everybody through who is no web page from elsewhere.
     *
     * @param port 0 for any that is free
     * @throws IOException where the port is taken
     */
    public static HttpGateway start(int port, GatewayRoutes routes) throws IOException {
        return start(port, routes, Gatekeeper.open(), Limits.AS_ON_AWS);
    }

    /**
     * Opens a gateway.
     *
     * @param port 0 for any that is free
     * @throws IOException where the port is taken
     */
    static HttpGateway start(int port, GatewayRoutes routes, Gatekeeper gatekeeper, Limits limits)
            throws IOException {
        return start(port, routes, gatekeeper, Set.of(), limits, ApiMapping.ROOT);
    }

    /**
     * Opens a gateway.
     *
     * @param port 0 for any that is free
     * @param origins of web pages that may call
     * @param mapping where the API is: at the root, or behind a named stage or a base path
     * @throws IOException where the port is taken
     */
    static HttpGateway start(
            int port,
            GatewayRoutes routes,
            Gatekeeper gatekeeper,
            Set<String> origins,
            Limits limits,
            ApiMapping mapping)
            throws IOException {
        HttpGateway gateway = new HttpGateway(port, routes, gatekeeper, origins, limits, mapping);
        try {
            gateway.server.start();
            return gateway;
        } catch (Exception e) {
            gateway.close();
            throw e instanceof IOException io
                    ? io
                    : new IOException("the gateway did not start", e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    /** {@code http://127.0.0.1:port}. */
    public URI uri() {
        return URI.create("http://" + LOOPBACK + ":" + port());
    }

    /**
     * Takes no new request, lets those under way finish for a few seconds, then closes what is
     * left.
     */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("Some requests did not finish in time and were cut off: {}", e.toString());
        } finally {
            functions.close();
        }
    }

    /**
     * Selectors keep a few platform threads, for a selector pins its thread. All that may block is
     * on virtual ones.
     */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("gateway");
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return threads;
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_BYTES_MAX);
        configuration.setUriCompliance(asLaxAsAws());
        return configuration;
    }

    /**
     * Odd paths are for the routes to refuse, with a 404. Only what can't be decoded is refused
     * before.
     */
    private static UriCompliance asLaxAsAws() {
        EnumSet<UriCompliance.Violation> passed = EnumSet.allOf(UriCompliance.Violation.class);
        passed.remove(UriCompliance.Violation.UTF16_ENCODINGS);
        passed.remove(UriCompliance.Violation.USER_INFO);
        passed.remove(UriCompliance.Violation.FRAGMENT);
        return new UriCompliance("HTTP_API", passed);
    }

    /**
     * How long the gateway waits.
     *
     * @param functionTime for a function's answer
     * @param stopTime for requests under way when it closes
     */
    record Limits(Duration functionTime, Duration stopTime) {

        static final Limits AS_ON_AWS = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(5));
    }
}
