package dev.orderstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.orderstream.local.auth.KeyFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TokenCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void nameTheKeys(@TempDir Path directory) {
        System.setProperty(KeyFile.PROPERTY, directory.resolve("keys").toString());
    }

    @AfterAll
    static void forgetTheKeys() {
        System.clearProperty(KeyFile.PROPERTY);
    }

    @Test
    void a_customer_gets_a_token_to_read_and_write_his_own_for_an_hour() throws Exception {
        JWTClaimsSet claims = claims("--customer c-1");

        assertThat(claims.getSubject()).isEqualTo("c-1");
        assertThat(claims.getStringClaim("customer_id")).isEqualTo("c-1");
        assertThat(claims.getStringClaim("scope")).isEqualTo("orders:read orders:write");
        assertThat(validity(claims)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void an_administrator_has_no_customer() throws Exception {
        JWTClaimsSet claims = claims("--admin --subject ada --valid-for 90s");

        assertThat(claims.getSubject()).isEqualTo("ada");
        assertThat(claims.getClaim("customer_id")).isNull();
        assertThat(claims.getStringClaim("scope")).isEqualTo("orders:admin");
        assertThat(validity(claims)).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void scopes_may_be_repeated_or_several_words() throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("--customer", "c-1", "--scope", "orders:write"));
        arguments.addAll(List.of("--scope", " orders:read orders:write"));

        assertThat(claims(arguments).getStringClaim("scope")).isEqualTo("orders:write orders:read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--customer",
                "--customer a/b",
                "--customer c-1 --admin",
                "--admin --scope orders:read",
                "--admin=false",
                "--customer c-1 --scope orders:reed",
                "--customer c-1 --scope orders:read,orders:write",
                "--customer c-1 --scope=",
                "--customer c-1 --subject=",
                "--customer c-1 --subject=a\u001bb",
                "--customer c-1 --valid-for 0s",
                "--customer c-1 --valid-for 1",
                "--customer c-1 --valid-for -1h",
                "--customer c-1 --valid-for 9999999d",
                "--customer c-1 more",
                "--unknown"
            })
    void nonsense_is_refused_with_exit_code_2_and_no_token(String arguments) {
        assertThat(run(words(arguments))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("Usage: run token");
    }

    private JWTClaimsSet claims(String arguments) throws Exception {
        return claims(words(arguments));
    }

    private JWTClaimsSet claims(List<String> arguments) throws Exception {
        assertThat(run(arguments)).as(err.toString()).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");
        return SignedJWT.parse(out.toString().strip()).getJWTClaimsSet();
    }

    private static List<String> words(String arguments) {
        return Arrays.stream(arguments.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    }

    private int run(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("token"));
        all.addAll(arguments);
        CommandLine commandLine = Run.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(all.toArray(String[]::new));
    }

    private static Duration validity(JWTClaimsSet claims) {
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }
}
