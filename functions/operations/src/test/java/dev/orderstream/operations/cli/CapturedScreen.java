package dev.orderstream.operations.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/** A screen that keeps what is written to it. */
final class CapturedScreen {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Screen screen;

    private CapturedScreen(boolean terminal, Optional<String> answer) {
        screen = new Screen(new PrintWriter(out), new PrintWriter(err), terminal, () -> answer);
    }

    /** Nobody looks at it. */
    static CapturedScreen ofPipe() {
        return new CapturedScreen(false, Optional.empty());
    }

    /** Somebody looks at it who answers every question so. */
    static CapturedScreen ofSomebodyWhoSays(String answer) {
        return new CapturedScreen(true, Optional.of(answer));
    }

    Screen screen() {
        return screen;
    }

    int run(String... arguments) {
        return Orders.commandLine(screen).execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
