package dev.orderstream.operations.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders for their owner alone: mode 0600 and 0700. Where a file system has no POSIX
 * permissions, its own defaults apply.
 */
public final class PrivateFiles {

    private static final FileAttribute<?>[] NONE = {};

    private PrivateFiles() {}

    /** What a new file is made with. */
    public static FileAttribute<?>[] ofFile(Path file) {
        return attributes(file, "rw-------");
    }

    /** Makes a folder and those above it, as far as they are missing. */
    public static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, attributes(directory, "rwx------"));
    }

    /** Writes a file that readers see whole: it is made under another name and then moved. */
    public static void write(Path file, String text) throws IOException {
        Path aside =
                file.resolveSibling(
                        "%s.%d".formatted(file.getFileName(), ProcessHandle.current().pid()));
        Files.deleteIfExists(aside);
        Files.createFile(aside, ofFile(file));
        Files.writeString(aside, text);
        Files.move(
                aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes an existing file or folder from everybody but its owner. */
    public static void restrict(Path path) throws IOException {
        if (isPosix(path)) {
            String mode = Files.isDirectory(path) ? "rwx------" : "rw-------";
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }

    private static FileAttribute<?>[] attributes(Path path, String mode) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
                }
                : NONE;
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
