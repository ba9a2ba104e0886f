package dev.orderstream.testkit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A checkout as a newcomer has it: the sources, and nothing that a build has left beside them. */
public final class SourceCopy {

    private static final Set<String> NO_SOURCES = Set.of("target", ".git", "node_modules");

    private SourceCopy() {}

    /** Copies the checkout to a folder, with the times of its files. */
    public static void make(Path checkout, Path to) throws IOException {
        Files.walkFileTree(
                checkout,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes all)
                            throws IOException {
                        if (NO_SOURCES.contains(String.valueOf(path.getFileName()))) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(to.resolve(checkout.relativize(path)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes all)
                            throws IOException {
                        Files.copy(
                                path,
                                to.resolve(checkout.relativize(path)),
                                StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
