package dev.orderstream.operations.cli;

import dev.orderstream.runtime.VisibleText;
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
 * <p>Commands write by the line, and each line passes {@link VisibleText}: stored texts, which
 * callers chose, can neither end a line nor control the terminal.
 *
 * @param out what was asked for, and nothing else; commands use {@link #print}
 * @param err all else: progress, remarks, questions, errors; commands use {@link #remark}
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

    /** Writes a line of what was asked for. */
    void print(String line) {
        out.println(VisibleText.of(line));
        out.flush();
    }

    /** Writes a line next to what was asked for. */
    void remark(String line) {
        err.println(VisibleText.of(line));
        err.flush();
    }

    /** Writes a question, whose answer is typed behind it. */
    void ask(String question) {
        err.print(VisibleText.of(question));
        err.flush();
    }

    /** Writes a stack trace. */
    void trace(Throwable trouble) {
        String begin = "";
        for (Throwable each = trouble; each != null; each = each.getCause()) {
            remark(begin + each);
            for (StackTraceElement frame : each.getStackTrace()) {
                err.println("\tat " + VisibleText.of(frame.toString()));
            }
            begin = "Caused by: ";
        }
        err.flush();
    }
}
