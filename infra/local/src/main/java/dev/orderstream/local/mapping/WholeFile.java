package dev.orderstream.local.mapping;

import dev.orderstream.operations.cli.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;

/** A file for this user alone that a reader sees whole. */
final class WholeFile {

    private WholeFile() {}

    /**
     * Writes it, with the directories above it. It is not forced to the disk, for which each batch
     * would pay: a power cut may cost it.
     */
    static void write(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException("expected a file in a directory, got " + file);
        }
        PrivateFiles.createDirectories(directory);
        PrivateFiles.write(file, text);
    }
}
