package dev.orderstream.local.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that a reader sees whole: it is written aside and moved into place. */
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
        Files.createDirectories(directory);
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(aside, text);
        Files.move(
                aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
