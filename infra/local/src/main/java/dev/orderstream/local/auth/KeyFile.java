package dev.orderstream.local.auth;

import dev.orderstream.operations.cli.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that {@code ./run} and {@code ./run token} share their keys by, made by whichever needs
 * them first. Only its owner may read it.
 */
public record KeyFile(Path path) {

    /** The system property that {@code ./run} names it by. */
    public static final String PROPERTY = "orderstream.token-keys";

    /**
     * The file that this process was told of.
     *
     * @throws IOException where it was told of none
     */
    public static KeyFile named() throws IOException {
        String path = System.getProperty(PROPERTY, "");
        if (path.isBlank()) {
            throw new IOException("the system property %s names no file".formatted(PROPERTY));
        }
        return new KeyFile(Path.of(path).toAbsolutePath());
    }

    /**
     * The keys, made where there are none.
     *
     * @throws IOException where the file can't be used, or is something else
     */
    public KeySet keys() throws IOException {
        if (Files.notExists(path)) {
            make();
        }
        PrivateFiles.restrict(path);
        try {
            return KeySet.parse(Files.readString(path));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s holds no keys; delete it to have new ones".formatted(path));
        }
    }

    /**
     * Writes a file of another name and gives it this one where nobody has it: whoever reads finds
     * all of it, and of two processes at once both find that of the first.
     */
    private void make() throws IOException {
        Path directory = path.getParent();
        if (directory == null) {
            throw new IOException("%s is no file".formatted(path));
        }
        Path whole =
                Files.createTempFile(directory, "token-keys.", "", PrivateFiles.ofFile(directory));
        try {
            Files.writeString(whole, KeySet.generate().json());
            Files.createLink(path, whole);
        } catch (FileAlreadyExistsException other) {
            // Its keys are as good.
        } finally {
            Files.delete(whole);
        }
    }
}
