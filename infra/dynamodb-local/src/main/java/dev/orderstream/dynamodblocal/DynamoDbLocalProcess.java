package dev.orderstream.dynamodblocal;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;

/**
 * The main class of the child process: DynamoDB Local, for as long as the parent holds its standard
 * input open, with an ear for what the parent says there ({@link StreamControl}).
 *
 * <p>Standard input is the parent's hold on it because the operating system closes it however the
 * parent ends, kill -9 included. It puts the server together itself, as DynamoDB Local's own {@code
 * ServerRunner} does with {@code -sharedDb -disableTelemetry}, because that one listens on all
 * interfaces and does not tell which port it was given. The part that sends telemetry is in what is
 * left out.
 *
 * <p>Arguments: the port (0 is a free one) and, if the tables are to be kept, their directory.
 */
final class DynamoDbLocalProcess {

    /** Begins the line by which the process tells that it answers requests, and on which port. */
    static final String LISTENING = "dynamodb-local listening on port ";

    private DynamoDbLocalProcess() {}

    public static void main(String[] args) {
        var released = new CountDownLatch(1);
        // Ctrl-C reaches the whole process group. The parent's last writes still want an answer
        // then, so the end of this JVM waits in this hook, while its server goes on, until the
        // parent lets go.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> awaitRelease(released), "await-parent"));
        try {
            run(Integer.parseInt(args[0]), args.length > 1 ? args[1] : null, released);
        } catch (Exception | LinkageError e) {
            System.out.println("cannot start: " + e);
            released.countDown();
            System.exit(1);
        }
    }

    private static void run(int port, @Nullable String directory, CountDownLatch released)
            throws Exception {
        var requests = requestHandler(directory);
        var server = new Server();
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(
                new LoopbackGuard(
                        new ContextHandler(new LocalDynamoDBServerHandler(requests, ""))));
        server.start();
        Thread.ofPlatform()
                .daemon()
                .name("watch-parent")
                .start(() -> {
                    try {
                        obeyUntilEndOfInput(new StreamControl(requests));
                    } finally {
                        stop(server, requests);
                        released.countDown();
                        System.exit(0);
                    }
                });
        System.out.println(LISTENING + connector.getLocalPort());
    }

    private static LocalDynamoDBRequestHandler requestHandler(@Nullable String directory) {
        boolean inMemory = directory == null;
        boolean sharedDb = true;
        boolean delayTransientStatuses = false;
        return new LocalDynamoDBRequestHandler(
                0, inMemory, directory, sharedDb, delayTransientStatuses);
    }

    private static void obeyUntilEndOfInput(StreamControl streams) {
        try (var commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String command = commands.readLine();
                    command != null;
                    command = commands.readLine()) {
                System.out.println(streams.carryOut(command));
            }
        } catch (IOException e) {
            // As good as its end.
        }
    }

    private static void stop(Server server, LocalDynamoDBRequestHandler requests) {
        try {
            server.stop();
        } catch (Exception e) {
            System.out.println("the server did not stop in order: " + e);
        } finally {
            requests.shutdown();
        }
    }

    private static void awaitRelease(CountDownLatch released) {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
