package dev.orderstream.benchmarks.startup;

import dev.orderstream.command.CommandFunction;
import dev.orderstream.projector.ProjectorFunction;
import dev.orderstream.query.QueryFunction;
import dev.orderstream.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Our functions, the plain handler, and each of them with another library in the place of the one
 * that we use. The libraries lie where {@code pom.xml} puts them.
 */
final class Candidates {

    private static final Path LIBRARIES = Path.of("target", "start-up");

    /** What a handler without a framework has no need of. */
    private static final String[] NOT_PLAIN = {
        "orderstream-",
        "micronaut-",
        "reactor-core-",
        "jackson-",
        "dynamodb-enhanced-",
        "anyascii-",
        "crac-",
        "jakarta.",
        "java-json-canonicalization-",
        "jspecify-",
        "logback-",
        "ecs-logging-core-"
    };

    private static final String[] LOGBACK = {"logback-", "ecs-logging-core-"};
    private static final String[] APACHE = {
        "apache-client-", "httpclient-", "httpcore-", "commons-logging-", "commons-codec-"
    };

    private final Path folder;

    /** Makes what has to be made in this folder. */
    Candidates(Path folder) {
        this.folder = folder;
    }

    Candidate command() throws IOException {
        return new Candidate(
                "command function",
                CommandFunction.class.getName(),
                packaged("command"),
                Samples.text("api/create-order"),
                "\"statusCode\":201");
    }

    Candidate query() throws IOException {
        return new Candidate(
                "query function",
                QueryFunction.class.getName(),
                packaged("query"),
                Samples.text("api/get-order"),
                "\"statusCode\":404");
    }

    Candidate projector() throws IOException {
        return new Candidate(
                "projector",
                ProjectorFunction.class.getName(),
                packaged("projector"),
                Samples.text("stream/insert"),
                "\"batchItemFailures\":[]");
    }

    /** With the HTTP client that the functions have, and nothing that it does not need. */
    Candidate plain() throws IOException {
        String handler = PlainHandler.class.getName().replace('.', '/') + ".class";
        Jars jars =
                packaged("command")
                        .without(NOT_PLAIN)
                        .with(libraries("slf4j-simple"))
                        .with(Jars.of("/" + handler, handler, folder.resolve("plain.jar")));
        return new Candidate(
                "plain handler",
                PlainHandler.class.getName(),
                jars,
                Samples.text("api/create-order"),
                "\"statusCode\":201");
    }

    List<Candidate> httpClients(Candidate plain) throws IOException {
        Jars none = plain.jars().without(APACHE);
        return List.of(
                plain.as("url-connection-client", none.with(libraries("url-connection-client"))),
                plain.as("apache5-client", none.with(libraries("apache5-client"))),
                plain.as("aws-crt-client", none.with(libraries("aws-crt-client"))));
    }

    List<Candidate> logging(Candidate command) throws IOException {
        Jars none = command.jars().without(LOGBACK);
        Jars log4j =
                libraries("log4j2")
                        .with(
                                Jars.of(
                                        "/start-up/log4j2.xml",
                                        "log4j2.xml",
                                        folder.resolve("log4j2.jar")));
        return List.of(
                command.as("slf4j-simple", none.with(libraries("slf4j-simple"))),
                command.as("java.util.logging", none.with(libraries("slf4j-jdk14"))),
                command.as("aws-lambda-java-log4j2", none.with(log4j)));
    }

    List<Candidate> json(Candidate command) throws IOException {
        return List.of(
                command.as(
                        "jackson-databind",
                        command.jars()
                                .without("micronaut-serde-")
                                .with(libraries("jackson-databind"))));
    }

    private Jars packaged(String function) throws IOException {
        Path zip =
                Path.of("..", "functions", function, "target", "orderstream-" + function + ".zip");
        return Jars.ofPackage(zip, folder.resolve(function));
    }

    private static Jars libraries(String name) throws IOException {
        return Jars.in(LIBRARIES.resolve(name));
    }
}
