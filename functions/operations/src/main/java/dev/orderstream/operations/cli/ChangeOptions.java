package dev.orderstream.operations.cli;

import dev.orderstream.runtime.VisibleText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command can be told that changes something. */
final class ChangeOptions {

    @Option(names = "--yes", description = "Don't ask before something changes on AWS.")
    private boolean yes;

    @Option(
            names = "--dry-run",
            description = "Say what would be done, with numbers, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Who asks for it, as it is recorded; otherwise this system's user.")
    private @Nullable String user;

    boolean isDryRun() {
        return dryRun;
    }

    boolean isAgreed() {
        return yes;
    }

    String user() {
        String name = user == null ? System.getProperty("user.name", "") : user;
        if (name.isBlank() || name.length() > 255 || !VisibleText.of(name).equals(name)) {
            throw new RefusedCommandException(
                    "--user: expected 1 to 255 visible characters, not blank");
        }
        return name;
    }
}
