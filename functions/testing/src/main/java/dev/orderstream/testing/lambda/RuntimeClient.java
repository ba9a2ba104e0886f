package dev.orderstream.testing.lambda;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** AWS's runtime interface client, which is on this JVM's class path; Lambda has it, no package. */
final class RuntimeClient {

    static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private static final String JARS =
            "(aws-lambda-java-(runtime-interface-client|core|serialization)|utils-lite)-[0-9.]+\\.jar";

    private static final String NATIVE_PROPERTY =
            "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=";

    private RuntimeClient() {}

    /** Its jars and what they need, nothing else. */
    static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.substring(jar.lastIndexOf(File.separatorChar) + 1).matches(JARS))
                .collect(joining(File.pathSeparator));
    }

    /**
     * A copy of its native part for one process. By itself it puts it under one name in /tmp: there
     * it would be overwritten by one process while another runs it.
     */
    static Path nativePart(Path folder) throws IOException {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        String resource = "/jni/libaws-lambda-jni.linux-%s.so".formatted(arch);
        Path copy = Files.createTempFile(folder, "libaws-lambda-jni", ".so");
        try (InputStream in = RuntimeClient.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    /** The option that has it take this copy. */
    static String takes(Path nativePart) {
        return NATIVE_PROPERTY + nativePart;
    }
}
