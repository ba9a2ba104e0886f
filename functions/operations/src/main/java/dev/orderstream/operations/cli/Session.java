package dev.orderstream.operations.cli;

import dev.orderstream.http.JsonWriter;
import dev.orderstream.operations.Workbench;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One command at work. */
record Session(
        Target target, DynamoDbClient client, Workbench bench, Screen screen, boolean isJson) {

    /** Writes the answer as it was asked for. */
    void answer(Consumer<JsonWriter> json, Runnable text) {
        if (isJson) {
            print(JsonWriter.object(json));
        } else {
            text.run();
        }
    }

    void print(String line) {
        screen.print(line);
    }

    void print(List<String> lines) {
        lines.forEach(screen::print);
    }

    void remark(String line) {
        screen.remark(line);
    }

    /** Before something changes on AWS, somebody has to have agreed, at the terminal or before. */
    void agree(boolean agreed, String change) {
        if (agreed || target instanceof Target.Local) {
            return;
        }
        if (!screen.terminal()) {
            throw new RefusedCommandException(
                    "%s, in %s: say --yes where nobody can be asked"
                            .formatted(change, target.describe()));
        }
        screen.ask("%s, in %s. Go on? [y/N] ".formatted(change, target.describe()));
        Optional<String> answer = screen.answers().get();
        if (answer.filter(text -> text.strip().matches("(?i)y|yes")).isEmpty()) {
            throw new RefusedCommandException("nothing was changed");
        }
    }
}
