package dev.orderstream.operations.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file by which {@code ./run} tells {@code ./orders} where its DynamoDB Local is: the process
 * and the endpoint. It is removed when that process ends in order; else the process is gone.
 */
public record EndpointFile(Path path) {

    /** The system property that both scripts name it by. */
    public static final String PROPERTY = "orderstream.run-endpoint";

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) (http://\\S+)\\s*");

    /** The file that this process was told of. */
    public static Optional<EndpointFile> named() {
        String path = System.getProperty(PROPERTY, "");
        return path.isBlank()
                ? Optional.empty()
                : Optional.of(new EndpointFile(Path.of(path).toAbsolutePath()));
    }

    /** Says that this process has a DynamoDB Local; of two at once the later one is told of. */
    public void write(URI endpoint) throws IOException {
        PrivateFiles.write(path, ProcessHandle.current().pid() + " " + endpoint + "\n");
    }

    /** Takes back what this process has said, and nothing that another one has. */
    public void remove() throws IOException {
        Optional<Matcher> content = content();
        if (content.isPresent() && pid(content.get()) == ProcessHandle.current().pid()) {
            Files.deleteIfExists(path);
        }
    }

    /** The endpoint of the process that wrote it, empty where that is none or gone. */
    Optional<URI> read() throws IOException {
        return content()
                .filter(content ->
                        ProcessHandle.of(pid(content)).filter(ProcessHandle::isAlive).isPresent())
                .map(content -> URI.create(content.group(2)));
    }

    private static long pid(Matcher content) {
        return Long.parseLong(content.group(1));
    }

    private Optional<Matcher> content() throws IOException {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        return Optional.of(FORM.matcher(Files.readString(path))).filter(Matcher::matches);
    }
}
