package dev.orderstream.dynamodblocal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What the child process prints: the port that it listens on, its answers to commands, and the last
 * lines for error messages.
 */
final class ProcessOutput {

    private static final int LINES_KEPT_MAX = 40;

    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Deque<CompletableFuture<String>> awaited = new ArrayDeque<>();
    private final Deque<String> lines = new ArrayDeque<>();
    private boolean ended;

    ProcessOutput(Process process) {
        // Read to the end, or the process would stop at a full pipe.
        Thread.ofPlatform().daemon().name("dynamodb-local-output").start(() -> readAll(process));
    }

    /** Completes when the process answers requests, with the port. */
    CompletableFuture<Integer> port() {
        return port;
    }

    /**
     * Completes with the answer to the command that is sent next; answers come in the order of the
     * commands.
     */
    synchronized CompletableFuture<String> nextAnswer() {
        var answer = new CompletableFuture<String>();
        if (ended) {
            answer.completeExceptionally(noMore());
        } else {
            awaited.addLast(answer);
        }
        return answer;
    }

    synchronized List<String> lastLines() {
        return List.copyOf(lines);
    }

    private void readAll(Process process) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            keep(e.toString());
        } finally {
            end();
        }
    }

    private void take(String line) {
        if (line.startsWith(DynamoDbLocalProcess.LISTENING)) {
            port.complete(Integer.valueOf(line.substring(DynamoDbLocalProcess.LISTENING.length())));
        } else if (line.equals(StreamControl.DONE) || line.startsWith(StreamControl.FAILED)) {
            answer(line);
        } else {
            keep(line);
        }
    }

    private void answer(String line) {
        CompletableFuture<String> answer;
        synchronized (this) {
            answer = awaited.pollFirst();
        }
        if (answer != null) {
            answer.complete(line);
        }
    }

    private synchronized void keep(String line) {
        if (lines.size() == LINES_KEPT_MAX) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    private void end() {
        List<CompletableFuture<String>> unanswered;
        synchronized (this) {
            ended = true;
            unanswered = new ArrayList<>(awaited);
            awaited.clear();
        }
        port.completeExceptionally(noMore());
        unanswered.forEach(answer -> answer.completeExceptionally(noMore()));
    }

    private static IllegalStateException noMore() {
        return new IllegalStateException("no more output");
    }
}
