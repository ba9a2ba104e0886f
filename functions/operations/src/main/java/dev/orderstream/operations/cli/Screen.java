package dev.orderstream.operations.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a command writes and asks.
 *
 * @param out what was asked for, and nothing else
 * @param err all else: progress, remarks, questions, errors
 * @param terminal whether a person looks at it and can be asked
 * @param answers what that person answers; empty where there are no more answers
 */
public record Screen(
        PrintWriter out, PrintWriter err, boolean terminal, Supplier<Optional<String>> answers) {

    /** That of this process. */
    static Screen ofProcess() {
        return new Screen(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                // Of some runtimes there is none without a terminal.
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent(),
                Screen::readLine);
    }

    private static Optional<String> readLine() {
        try {
            return Optional.ofNullable(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says something beside what was asked for. */
    void remark(String text) {
        err.println(text);
        err.flush();
    }
}
