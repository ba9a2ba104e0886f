package dev.orderstream.testing.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A function's unpacked package in a process of its own, as Lambda runs it: under AWS's runtime
 * interface client, which loads the package's {@code lib} by a class loader of its own, and with
 * nothing in its environment but what it is given and what Lambda sets. It takes one invocation at
 * a time, and ends with this JVM at the latest, since it asks there for work.
 */
public final class LambdaProcess implements AutoCloseable {

    /** Sends Lambda's hooks those of {@code org.crac}, as the managed runtime does. */
    private static final String CRAC = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private static final int START_SECONDS_MAX = 60;
    private static final int INVOCATION_SECONDS_MAX = 60;
    private static final int END_SECONDS_MAX = 10;

    private final RuntimeApi api;
    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final Thread reader;

    /**
     * Starts a process and waits until it asks for work.
     *
     * @param runtimeClassPath the runtime interface client and what it needs, nothing else
     * @param handler the class's name, as a deployment has it
     * @param environment what a deployment gives the function
     * @throws FunctionFailedException with its output, where the function can't start
     */
    public static LambdaProcess start(
            Path folder, String runtimeClassPath, String handler, Map<String, String> environment) {
        LambdaProcess function = new LambdaProcess(folder, runtimeClassPath, handler, environment);
        boolean started = false;
        try {
            function.await(function.api.started(), START_SECONDS_MAX, "start");
            started = true;
            return function;
        } finally {
            if (!started) {
                function.close();
            }
        }
    }

    private LambdaProcess(
            Path folder, String runtimeClassPath, String handler, Map<String, String> environment) {
        String name = handler.substring(handler.lastIndexOf('.') + 1);
        api = new RuntimeApi("arn:aws:lambda:eu-central-1:123456789012:function:" + name);
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // The runtime's own: it starts soon rather than running fast.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx384m",
                        "--enable-native-access=ALL-UNNAMED",
                        CRAC,
                        "-cp",
                        runtimeClassPath,
                        MAIN,
                        handler);
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(setByLambda(folder, name, handler));
        builder.environment().putAll(environment);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        try {
            process = builder.start();
        } catch (IOException e) {
            api.close();
            throw new UncheckedIOException("cannot start the process of " + handler, e);
        }
        // Read to the end, or the process would stop at a full pipe.
        reader = Thread.ofPlatform().daemon().name("output-of-" + name).start(this::readOutput);
    }

    /** By the page of Lambda's reserved variables. */
    private static Map<String, String> setByLambda(Path folder, String name, String handler) {
        Map<String, String> set = new HashMap<>();
        set.put("_HANDLER", handler);
        set.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        set.put("AWS_LAMBDA_FUNCTION_NAME", name);
        set.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        set.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
        set.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        set.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
        set.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/21/[1]0123456789abcdef0123456789abcdef");
        set.put("LAMBDA_TASK_ROOT", folder.toString());
        set.put("LANG", "en_US.UTF-8");
        set.put("TZ", ":UTC");
        return set;
    }

    /**
     * Invokes the function and returns the JSON that it answers.
     *
     * @param event JSON
     * @throws FunctionFailedException where it throws, or its process ends
     */
    public String invoke(String event) {
        return switch (await(api.invoke(event), INVOCATION_SECONDS_MAX, "answer")) {
            case Outcome.Answered answered -> answered.json();
            case Outcome.Failed failed -> throw new FunctionFailedException(failed.json());
        };
    }

    /** Whether it was made ready for a snapshot before it asked for work. */
    public boolean wasSnapshot() {
        return api.snapshot().isDone();
    }

    /** What the process printed so far, its log among it. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                }
            }
        } catch (IOException e) {
            // The process is gone, and with it what it would have said.
        }
    }

    private <T> T await(CompletableFuture<T> awaited, int secondsMax, String what) {
        CompletableFuture<T> unlessEnded = awaited.copy();
        var _ =
                process.onExit()
                        .thenAccept(ended ->
                                unlessEnded.completeExceptionally(
                                        new FunctionFailedException(
                                                "ended with " + ended.exitValue())));
        try {
            return unlessEnded.get(secondsMax, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(what, "interrupted");
        } catch (TimeoutException e) {
            throw failed(what, "not within " + secondsMax + " s");
        } catch (ExecutionException e) {
            throw failed(what, String.valueOf(e.getCause()));
        }
    }

    private FunctionFailedException failed(String what, String why) {
        return new FunctionFailedException(
                "The function did not %s: %s%nIts output was:%n%s"
                        .formatted(what, why, String.join("\n", output())));
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS_MAX));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        api.close();
    }
}
