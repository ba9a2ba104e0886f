package dev.orderstream.infra;

import java.nio.file.Path;
import software.amazon.awscdk.App;

/** What {@code cdk} runs, from the folder of this module. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        App app = new App();
        new OrderstreamStack(app, settings(app), Path.of("..", ".."));
        app.synth();
    }

    /** What is missing is said to a person, who has no use for where in the code it was missed. */
    private static Settings settings(App app) {
        try {
            return Settings.read(name -> app.getNode().tryGetContext(name));
        } catch (IllegalArgumentException e) {
            System.err.println("app: " + e.getMessage());
            System.exit(1);
            throw e;
        }
    }
}
