package dev.orderstream.testing.lambda;

import static java.util.stream.Collectors.joining;

import dev.orderstream.runtime.FunctionSize;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A function's unpacked package in a process of its own, as Lambda runs it: under AWS's runtime
 * interface client, which loads the package's {@code lib} by a class loader of its own, and with
 * nothing in its environment but what it is given and what Lambda sets. It takes one invocation at
 * a time, and ends with this JVM at the latest, since it asks there for work.
 */
public final class LambdaProcess implements AutoCloseable {

    /** Sends Lambda's hooks those of {@code org.crac}, as the managed runtime does. */
    private static final String CRAC = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

    /** A line of a class histogram: a number, how many, how many bytes, of which class. */
    private static final Pattern INSTANCES =
            Pattern.compile("^ *[0-9]+: +(?<count>[0-9]+) +[0-9]+ +(?<class>[^ ]+)");

    /** A process that writes an AOT cache does it when it ends. */
    private static final int END_SECONDS_MAX = 60;

    private final RuntimeApi api;
    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final Thread reader;

    /**
     * Starts a process and waits until it asks for work.
     *
     * @param folder the unpacked package
     * @param handler the class's name, as a deployment has it
     * @param environment what a deployment gives the function
     * @throws FunctionFailedException with its output, where the function can't start
     */
    public static LambdaProcess start(
            Path folder, String handler, Map<String, String> environment) {
        return start(folder, handler, environment, List.of(), List.of());
    }

    /**
     * The same, with jars on the class path of the JVM itself, as they are in an image of one's
     * own, and with further options of it.
     *
     * @param folder a package, or an empty folder where all of it is in the jars
     */
    public static LambdaProcess start(
            Path folder,
            String handler,
            Map<String, String> environment,
            List<Path> jars,
            List<String> options) {
        LambdaProcess function = new LambdaProcess(folder, handler, environment, jars, options);
        boolean started = false;
        try {
            function.await(function.api.started(), "start");
            started = true;
            return function;
        } finally {
            if (!started) {
                function.close();
            }
        }
    }

    private LambdaProcess(
            Path folder,
            String handler,
            Map<String, String> environment,
            List<Path> jars,
            List<String> options) {
        String name = handler.substring(handler.lastIndexOf('.') + 1);
        api = new RuntimeApi("arn:aws:lambda:eu-central-1:123456789012:function:" + name);
        try {
            ProcessBuilder builder = new ProcessBuilder(command(folder, handler, jars, options));
            builder.directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(setByLambda(folder, name, handler));
            builder.environment().putAll(environment);
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
            process = builder.start();
        } catch (IOException e) {
            api.close();
            throw new UncheckedIOException("cannot start the process of " + handler, e);
        }
        // Read to the end, or the process would stop at a full pipe.
        reader = Thread.ofPlatform().daemon().name("output-of-" + name).start(this::readOutput);
    }

    private static List<String> command(
            Path folder, String handler, List<Path> jars, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The runtime's own: it starts soon rather than running fast.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add(CRAC);
        command.add(RuntimeClient.takes(RuntimeClient.nativePart(folder)));
        command.addAll(options);
        command.add("-cp");
        command.add(
                Stream.concat(
                                Stream.of(RuntimeClient.classPath()),
                                jars.stream().map(Path::toString))
                        .collect(joining(File.pathSeparator)));
        command.add(RuntimeClient.MAIN);
        command.add(handler);
        return command;
    }

    /** By the page of Lambda's reserved variables. */
    private static Map<String, String> setByLambda(Path folder, String name, String handler) {
        Map<String, String> set = new HashMap<>();
        set.put("_HANDLER", handler);
        set.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        set.put("AWS_LAMBDA_FUNCTION_NAME", name);
        set.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        set.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(FunctionSize.MEMORY_MB));
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
        return switch (await(api.invoke(event), "answer")) {
            case Outcome.Answered answered -> answered.json();
            case Outcome.Failed failed -> throw new FunctionFailedException(failed.json());
        };
    }

    /** Whether it was made ready for a snapshot before it asked for work. */
    public boolean wasSnapshot() {
        return api.snapshot().isDone();
    }

    /** The time of processors that it has used so far, its own and the system's for it. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** How many objects of each class are alive in it, by the class's name. */
    public Map<String, Integer> instances() {
        Map<String, Integer> instances = new HashMap<>();
        for (String line : jcmd("GC.class_histogram")) {
            Matcher counted = INSTANCES.matcher(line);
            if (counted.find()) {
                instances.merge(
                        counted.group("class"),
                        Integer.parseInt(counted.group("count")),
                        Integer::sum);
            }
        }
        if (instances.isEmpty()) {
            throw failed("count its objects", "no answer");
        }
        return instances;
    }

    private List<String> jcmd(String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process asking =
                    new ProcessBuilder(jcmd, Long.toString(process.pid()), command)
                            .redirectErrorStream(true)
                            .start();
            try (BufferedReader lines = asking.inputReader(StandardCharsets.UTF_8)) {
                return lines.lines().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private <T> T await(CompletableFuture<T> awaited, String what) {
        CompletableFuture<T> unlessEnded = awaited.copy();
        var _ =
                process.onExit()
                        .thenAccept(ended ->
                                unlessEnded.completeExceptionally(
                                        new FunctionFailedException(
                                                "ended with " + ended.exitValue())));
        try {
            return unlessEnded.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(what, "interrupted");
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
        // By its handle: the process itself would close what its JVM still has to say.
        process.toHandle().destroy();
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
