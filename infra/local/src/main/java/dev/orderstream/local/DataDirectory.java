package dev.orderstream.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The directory in which a run keeps its data. One run uses it at a time. */
final class DataDirectory implements AutoCloseable {

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

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
