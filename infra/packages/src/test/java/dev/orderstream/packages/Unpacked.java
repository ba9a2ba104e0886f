package dev.orderstream.packages;

import static java.util.stream.Collectors.joining;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.orderstream.testing.lambda.LambdaProcess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A function's package as this build made it, unpacked into a folder. */
record Unpacked(Path folder) {

    /** Jars of the runtime interface client, which Lambda has and the packages have not. */
    private static final String RUNTIME =
            "(aws-lambda-java-(runtime-interface-client|core|serialization)|utils-lite)-[0-9.]+\\.jar";

    /**
     * The client's native part, which it puts under one name in /tmp: there it would be overwritten
     * by one process while another runs it.
     */
    private static final String NATIVE = "libaws-lambda-jni.so";

    private static final String NATIVE_PROPERTY =
            "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /** What the build made of a function's module. */
    static Path zip(String function) {
        return Path.of("..", "..", "functions", function, "target")
                .resolve("orderstream-" + function + ".zip");
    }

    static Unpacked of(String function, Path parent) throws IOException {
        Path folder = parent.resolve(function);
        try (InputStream file = Files.newInputStream(zip(function));
                ZipInputStream zip = new ZipInputStream(file)) {
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
        Files.write(folder.resolve(NATIVE), nativePart());
        return new Unpacked(folder);
    }

    /** Starts one of its handlers. */
    LambdaProcess start(
            Class<? extends RequestHandler<?, ?>> handler, Map<String, String> environment) {
        return start(handler.getName(), environment);
    }

    LambdaProcess start(String handler, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.merge(
                "JAVA_TOOL_OPTIONS",
                NATIVE_PROPERTY + "=" + folder.resolve(NATIVE),
                (given, own) -> given + " " + own);
        return LambdaProcess.start(folder, runtimeClassPath(), handler, all);
    }

    private static byte[] nativePart() throws IOException {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        try (InputStream in =
                Unpacked.class.getResourceAsStream(
                        "/jni/libaws-lambda-jni.linux-%s.so".formatted(arch))) {
            return in.readAllBytes();
        }
    }

    private static String runtimeClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> Path.of(jar).getFileName().toString().matches(RUNTIME))
                .collect(joining(File.pathSeparator));
    }
}
