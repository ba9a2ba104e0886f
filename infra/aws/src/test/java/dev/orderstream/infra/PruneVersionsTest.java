package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code infra/aws/prune-versions}, with an AWS CLI that answers from files and notes deletions.
 */
class PruneVersionsTest {

    private static final String AWS =
            """
            #!/bin/sh
            # $1 $2: service and operation; the name of a function comes after --function-name.
            operation=$2
            function=
            query=
            qualifier=
            while [ $# -gt 0 ]; do
                case $1 in
                    --function-name) function=$2 ;;
                    --query) query=$2 ;;
                    --qualifier) qualifier=$2 ;;
                    --stack-name) function=$2 ;;
                esac
                shift
            done
            if [ "$operation" = delete-function ]; then
                echo "$function $qualifier" >> deleted
                exit 0
            fi
            case $query in
                *RoutingConfig*) operation=weights ;;
            esac
            [ -f "$operation-$function" ] || { echo "aws: no $operation of $function" >&2; exit 254; }
            cat "$operation-$function"
            """;

    @TempDir private Path folder;

    private record Ended(int code, String out, String errors) {}

    @BeforeEach
    void answers() throws IOException {
        Path aws = Files.writeString(folder.resolve("aws"), AWS);
        Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwxr-xr-x"));
        answer("list-stack-resources-orderstream", "orderstream-command\torderstream-query");
        answer("list-versions-by-function-orderstream-command", "$LATEST\t1\t2\t9\t10\t11");
        answer("list-aliases-orderstream-command", "11");
        answer("weights-orderstream-command", "");
        answer("list-versions-by-function-orderstream-query", "$LATEST\t4");
        answer("list-aliases-orderstream-query", "4");
        answer("weights-orderstream-query", "");
    }

    private void answer(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text + "\n");
    }

    @Test
    void the_newest_three_versions_of_each_function_stay() throws Exception {
        Ended ended = prune();

        assertThat(ended.code()).isZero();
        assertThat(deleted()).containsExactly("orderstream-command 2", "orderstream-command 1");
        assertThat(ended.out().lines())
                .containsExactly(
                        "orderstream-command: version 2 is deleted",
                        "orderstream-command: version 1 is deleted");
    }

    @Test
    void a_version_that_an_alias_points_to_stays_however_old_it_is() throws Exception {
        answer("list-aliases-orderstream-command", "1\t11");

        Ended ended = prune();

        assertThat(deleted()).containsExactly("orderstream-command 2");
        assertThat(ended.out()).contains("version 1 is kept, an alias points to it");
    }

    @Test
    void so_does_one_that_a_deployment_shifts_calls_to() throws Exception {
        answer("weights-orderstream-command", "2");

        prune();

        assertThat(deleted()).containsExactly("orderstream-command 1");
    }

    @Test
    void versions_come_on_several_pages() throws Exception {
        answer("list-versions-by-function-orderstream-command", "$LATEST\t1\t2\n3\t4\nNone");
        answer("list-aliases-orderstream-command", "4");

        prune();

        assertThat(deleted()).containsExactly("orderstream-command 1");
    }

    @Test
    void a_dry_run_deletes_nothing() throws Exception {
        Ended ended = prune("--dry-run");

        assertThat(ended.out()).contains("orderstream-command: version 1 would be deleted");
        assertThat(deleted()).isEmpty();
    }

    @Test
    void without_an_answer_about_aliases_nothing_is_deleted() throws Exception {
        for (String missing :
                List.of("list-aliases-orderstream-command", "weights-orderstream-command")) {
            Files.delete(folder.resolve(missing));

            assertThat(prune().code()).as(missing).isNotZero();
            assertThat(deleted()).isEmpty();
            answer(missing, "");
        }
    }

    @Test
    void another_stack_is_named() throws Exception {
        assertThat(prune("--stack", "orders-test").errors()).contains("orders-test");
        assertThat(deleted()).isEmpty();
    }

    @Test
    void anything_else_is_refused() throws Exception {
        for (String[] wrong : new String[][] {{"--keep", "1"}, {"--stack"}, {"orderstream"}}) {
            assertThat(prune(wrong).code()).isEqualTo(2);
        }
        assertThat(prune("--help").out()).contains("--dry-run");
        assertThat(deleted()).isEmpty();
    }

    private List<String> deleted() throws IOException {
        Path file = folder.resolve("deleted");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private Ended prune(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of("prune-versions").toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
        Path errors = folder.resolve("errors");
        Process process = builder.redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(errors));
    }
}
