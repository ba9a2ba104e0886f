package dev.orderstream.infra;

import java.nio.file.Path;
import software.amazon.awscdk.App;

/** What {@code cdk} runs, from the folder of this module. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        App app = new App();
        Settings settings = Settings.read(name -> app.getNode().tryGetContext(name));
        new OrderstreamStack(app, settings, Path.of("..", ".."));
        app.synth();
    }
}
