package dev.orderstream.benchmarks.startup;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What a function runs with. */
record Jars(List<Path> files) {

    Jars {
        files = List.copyOf(files);
    }

    /** All of a folder. */
    static Jars in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new Jars(files.map(Path::toAbsolutePath).sorted().toList());
        }
    }

    /** Those of a function's package, as this build made it; unpacked into the folder. */
    static Jars ofPackage(Path zip, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    Path jar =
                            folder.resolve(Path.of(entry.getName()).getFileName()).toAbsolutePath();
                    Files.copy(in, jar, StandardCopyOption.REPLACE_EXISTING);
                    files.add(jar);
                }
            }
        }
        return new Jars(files);
    }

    /** A jar of one file of ours, since an AOT cache knows nothing of folders. */
    static Jars of(String resource, String entry, Path jar) throws IOException {
        try (InputStream in = Jars.class.getResourceAsStream(resource);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
        return new Jars(List.of(jar));
    }

    /** Without those whose names begin like this; one that is not there would mean nothing. */
    Jars without(String... beginnings) {
        List<Path> kept = new ArrayList<>(files);
        for (String beginning : beginnings) {
            if (!kept.removeIf(jar -> jar.getFileName().toString().startsWith(beginning))) {
                throw new IllegalArgumentException("no jar " + beginning + " in " + files);
            }
        }
        return new Jars(kept);
    }

    Jars with(Jars more) {
        return new Jars(Stream.concat(files.stream(), more.files.stream()).toList());
    }

    long bytes() {
        return files.stream().mapToLong(Jars::size).sum();
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
