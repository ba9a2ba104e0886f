package dev.orderstream.packages;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.orderstream.testing.lambda.LambdaProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A function's package as this build made it, unpacked into a folder. */
record Unpacked(Path folder) {

    /** What the build made of a function's module. */
    static Path zip(String function) {
        return Path.of("..", "..", "functions", function, "target")
                .resolve("orderstream-" + function + ".zip");
    }

    static Unpacked of(String function, Path parent) throws IOException {
        try (InputStream zip = Files.newInputStream(zip(function))) {
            return of(zip, parent.resolve(function));
        }
    }

    /** A package that is handed over. */
    static Unpacked of(InputStream zipped, Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(zipped)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
        return new Unpacked(folder);
    }

    /** Starts one of its handlers. */
    LambdaProcess start(
            Class<? extends RequestHandler<?, ?>> handler, Map<String, String> environment) {
        return start(handler.getName(), environment);
    }

    LambdaProcess start(String handler, Map<String, String> environment) {
        return LambdaProcess.start(folder, handler, environment);
    }
}
