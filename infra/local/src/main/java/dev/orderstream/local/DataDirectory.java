package dev.orderstream.local;

import dev.orderstream.http.CursorKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The directory in which a run keeps its data. One run uses it at a time. */
final class DataDirectory implements AutoCloseable {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory where it is missing, and takes it.
     *
     * @throws IOException where it can't be used, or another run uses it
     */
    static DataDirectory open(Path path) throws IOException {
        if (path.toString().isBlank()) {
            throw new IOException("--data: expected a directory, got nothing");
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException("--data: %s is no directory".formatted(path));
        }
        Files.createDirectories(path);
        FileChannel lockFile =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lockFile)) {
            lockFile.close();
            throw new IOException("another run uses " + path);
        }
        return new DataDirectory(path, lockFile);
    }

    /** The system gives the lock back when the process ends, however it ends. */
    private static boolean locked(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    Path tables() {
        return path.resolve("dynamodb");
    }

    Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /**
     * The keys that cursors are authenticated with, made at first use: a cursor outlives a restart.
     *
     * @throws IOException where the file can't be used
     */
    String cursorKeys() throws IOException {
        Path file = path.resolve("cursor-keys");
        if (Files.notExists(file)) {
            Path made = path.resolve("cursor-keys.new");
            Files.deleteIfExists(made);
            Files.createFile(made, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(made, CursorKeys.generate());
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
