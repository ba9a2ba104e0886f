package dev.orderstream.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What SpotBugs says of its own run. That it found nothing counts only where it looked. */
class SpotBugsReportTest {

    private static final Path ROOT = Path.of("..", "..");

    @Test
    void it_ran_with_the_rules_for_security_and_for_snapstart() throws IOException {
        assertThat(found("<Plugin id='([^']+)' enabled='true'/?>"))
                .contains("com.h3xstream.findsecbugs", "software.amazon.lambda.snapstart");
    }

    @Test
    void it_looked_at_every_package_of_every_module() throws IOException {
        assertThat(found("<PackageStats package='([^']+)'")).containsAll(packages());
    }

    private static Set<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Path.of("target", "spotbugsXml.xml")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> packages() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (String folder : new String[] {"events", "functions", "infra", "examples"}) {
            try (Stream<Path> modules = Files.list(ROOT.resolve(folder))) {
                for (Path module : modules.toList()) {
                    packages.addAll(packagesOf(module.resolve(Path.of("src", "main", "java"))));
                }
            }
        }
        assertThat(packages).contains("dev.orderstream.command", "dev.orderstream.testkit.torture");
        return packages;
    }

    private static Set<String> packagesOf(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .map(file -> sources.relativize(file.getParent()).toString())
                    .map(folder -> folder.replace('/', '.').replace('\\', '.'))
                    .collect(Collectors.toSet());
        }
    }
}
