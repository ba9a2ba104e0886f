package dev.orderstream.infra;

import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awscdk.App;

/** What {@code cdk} runs, from the folder of this module. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Optional<Settings> settings = CheckSettings.settings(System.getenv(), System.err);
        if (settings.isEmpty()) {
            System.exit(1);
            return;
        }
        App app = new App();
        new OrderstreamStack(app, settings.get(), Path.of("..", ".."));
        app.synth();
    }
}
