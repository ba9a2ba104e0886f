package dev.orderstream.local;

import dev.orderstream.http.CursorKeys;
import dev.orderstream.operations.cli.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory in which a run keeps its data. One run uses it at a time. What it holds is for this
 * user alone, also what was made by an earlier run.
 */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String TABLES = "dynamodb";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String CURSOR_KEYS = "cursor-keys";

    private static final List<String> OWN = List.of(LOCK, TABLES, CHECKPOINTS, CURSOR_KEYS);

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
        PrivateFiles.createDirectories(path);
        FileChannel lockFile =
                FileChannel.open(
                        path.resolve(LOCK),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PrivateFiles.ofFile(path));
        if (!locked(lockFile)) {
            lockFile.close();
            throw new IOException("another run uses " + path);
        }
        DataDirectory directory = new DataDirectory(path, lockFile);
        try {
            directory.restrict();
            PrivateFiles.createDirectories(directory.tables());
            return directory;
        } catch (IOException e) {
            directory.close();
            throw new IOException("--data: can't make it private: " + e.getMessage(), e);
        }
    }

    /**
     * Takes what an earlier run has made from everybody else. A directory that holds anything
     * besides keeps its own mode, and so do those other things: {@code --data .} does not lock
     * others out of a checkout.
     */
    private void restrict() throws IOException {
        boolean isOursAlone;
        try (Stream<Path> entries = Files.list(path)) {
            isOursAlone =
                    entries.allMatch(entry -> OWN.contains(path.relativize(entry).toString()));
        }
        if (isOursAlone) {
            PrivateFiles.restrict(path);
        }
        for (String name : OWN) {
            Path own = path.resolve(name);
            if (Files.exists(own)) {
                restrictAll(own.toRealPath());
            }
        }
    }

    /** Without following links, which may lead anywhere. */
    private static void restrictAll(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(root)) {
            all = found.filter(each -> !Files.isSymbolicLink(each)).toList();
        }
        for (Path each : all) {
            PrivateFiles.restrict(each);
        }
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
        return path.resolve(TABLES);
    }

    Path checkpoints() {
        return path.resolve(CHECKPOINTS);
    }

    /**
     * The keys that cursors are authenticated with, made at first use: a cursor outlives a restart.
     *
     * @throws IOException where the file can't be used
     */
    String cursorKeys() throws IOException {
        Path file = path.resolve(CURSOR_KEYS);
        if (Files.notExists(file)) {
            PrivateFiles.write(file, CursorKeys.generate());
        }
        return Files.readString(file);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
