package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orderstream.http.ClaimSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private final Map<String, Object> context =
            new HashMap<>(Map.of("issuer", "https://tokens.example.com/", "audience", "orders"));

    @Test
    void an_issuer_and_an_audience_are_enough() {
        assertThat(Settings.read(context))
                .isEqualTo(
                        new Settings(
                                "orderstream",
                                Optional.of(
                                        new Settings.Tokens(
                                                "https://tokens.example.com/", "orders")),
                                false,
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Rollout.GRADUAL,
                                ClaimSettings.STANDARD,
                                Options.DEFAULT,
                                Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "audience"})
    void nobody_deploys_an_api_without_tokens_by_leaving_something_out(String left) {
        context.remove(left);
        assertThat(errors()).singleElement().asString().startsWith(left + ": missing");

        context.put(left, " ");
        assertThat(errors()).singleElement().asString().startsWith(left + ": missing");
    }

    @Test
    void not_even_a_developer() {
        context.clear();
        context.put("developer", "true");

        assertThat(errors()).hasSize(2).allMatch(line -> line.contains(": missing"));
    }

    @Test
    void everybody_may_do_everything_only_in_a_developers_stack_that_says_so() {
        Map<String, Object> chosen = Map.of("developer", "true", "auth", "none");
        assertThat(Settings.read(chosen).tokens()).isEmpty();

        context.put("auth", "none");
        assertThat(errors()).singleElement().asString().startsWith("auth: none");
        context.put("developer", true);
        assertThat(errors()).singleElement().asString().startsWith("auth: none");
        context.keySet().removeAll(List.of("issuer", "audience", "developer"));
        assertThat(errors()).singleElement().asString().contains("developer=true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prefix | Orders | expected 3 to 30 characters",
                "prefix | ab | expected 3 to 30 characters",
                "prefix | 1orders | expected 3 to 30 characters",
                "prefix | -orders | expected 3 to 30 characters",
                "prefix | orders- | expected 3 to 30 characters",
                "prefix | orders_test | expected 3 to 30 characters",
                "prefix | orders.test | expected 3 to 30 characters",
                "prefix | orders test | expected 3 to 30 characters",
                "prefix | a-name-of-more-than-thirty-chars | expected 3 to 30 characters",
                "prefix | orders-read-1 | expected no -read- with a digit",
                "prefix | a-name-of-thirty-one-characters | expected 3 to 30 characters",
                "prefix | my-orders-read-9 | expected no -read- with a digit",
                "prefix | orders-read-2-mine | expected no -read- with a digit",
                "prefix | orders-read-1a | expected no -read- with a digit",
                "origins | * | expected origins such as",
                "origins | https://* | expected origins such as",
                "origins | https://a.example.com/shop | expected origins such as",
                "origins | https://a.example.com/ | expected origins such as",
                "origins | https://a.example.com:443 | expected origins such as",
                "origins | http://a.example.com:80 | expected origins such as",
                "origins | https://A.example.com | expected origins such as",
                "origins | HTTPS://a.example.com | expected origins such as",
                "origins | https://me@a.example.com | expected origins such as",
                "origins | https://a.example.com?x | expected origins such as",
                "origins | a.example.com | expected origins such as",
                "origins | null | expected origins such as",
                "origins | ftp://a.example.com | expected origins such as",
                "origins | https://a.example.com, | expected origins such as",
                "origins | https://a.example.com https://b.example.com | expected origins such as",
                "currency | euro | ISO 4217",
                "currency | eur | ISO 4217",
                "currency | XXX | ISO 4217",
                "currency | 978 | ISO 4217",
                "inventory | no | expected on or off",
                "inventory | false | expected on or off",
                "inventory | OFF | expected on or off",
                "alarmEmail | ops | expected an email address",
                "alarmEmail | ops@ | expected an email address",
                "alarmEmail | @example.com | expected an email address",
                "alarmEmail | ops@localhost | expected an email address",
                "alarmEmail | ops@example | expected an email address",
                "alarmEmail | ops@-example.com | expected an email address",
                "alarmEmail | ops@example..com | expected an email address",
                "alarmEmail | o..ps@example.com | expected an email address",
                "alarmEmail | .ops@example.com | expected an email address",
                "alarmEmail | ops.@example.com | expected an email address",
                "alarmEmail | ops@example.com. | expected an email address",
                "alarmEmail | ops@example.com,dev@example.com | expected an email address",
                "alarmEmail | Ops <ops@example.com> | expected an email address",
                "alarmEmail | https://example.com | expected an email address",
                "developer | yes | expected true or false",
                "developer | 1 | expected true or false",
                "developer | TRUE | expected true or false",
                "issuer | http://tokens.example.com | expected https://HOST",
                "issuer | tokens.example.com | expected https://HOST",
                "issuer | https:// | expected https://HOST",
                "issuer | https:///realm | expected https://HOST",
                "issuer | https://tokens.example.com/?a=b | expected https://HOST",
                "issuer | https://tokens.example.com/#a | expected https://HOST",
                "issuer | https://me:pw@tokens.example.com | expected https://HOST",
                "issuer | https://tokens.example.com/a b | expected https://HOST",
                "audience | two words | expected 1 to 256 visible ASCII characters",
                "audience | örders | expected 1 to 256 visible ASCII characters",
                "auth | nobody | expected jwt or none",
                "auth | NONE | expected jwt or none",
                "rollout | canary | expected gradual or at-once",
                "customerClaim | a claim | expected a claim's name",
                "customerClaim | scope | expected a claim's name",
                "scopePrefix | a b | expected at most",
                "queryConcurrency | 1 | expected a whole number from 2 to 100000",
                "queryConcurrency | 2.5 | expected a whole number",
                "queryConcurrency | many | expected a whole number",
                "queryConcurrency | 1e9 | expected a whole number",
                "kmsKey | yes | expected create or arn:aws:kms:REGION:ACCOUNT:key/ID",
                "kmsKey | alias/orders | expected create or arn:aws:kms",
                "kmsKey | arn:aws:kms:eu-central-1:123456789012:alias/a | expected create",
                "tracing | true | expected on or off",
                "defaultEndpoint | no | expected on or off",
                "previousEvents | no-such-file.json | expected a file that can be read",
                "previousEvents | pom.xml | expected a JSON object",
            })
    void a_wrong_value_is_refused_in_one_line(String name, String value, String message) {
        context.put(name, value);

        assertThat(errors())
                .singleElement()
                .asString()
                .startsWith(name + ": ")
                .contains(message)
                .endsWith(", got \"" + value + "\"")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prefix | orders-read",
                "prefix | orders-ready-1",
                "prefix | abc",
                "prefix | a-name-which-has-30-characters",
                "origins | https://shop.example.com",
                "origins | https://shop.example.com, http://localhost:3000",
                "origins | https://shop.example.com:8443",
                "currency | CHF",
                "inventory | on",
                "inventory | off",
                "alarmEmail | ops+orders@mail.example.co.uk",
                "developer | true",
                "issuer | https://tokens.example.com",
                "issuer | https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf",
                "audience | https://api.example.com",
                "auth | jwt",
                "rollout | at-once",
            })
    void a_right_value_is_taken(String name, String value) {
        context.put(name, value);

        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curency | did you mean currency?",
                "Currency | did you mean currency?",
                "alarm-email | did you mean alarmEmail?",
                "email | expected one of alarmEmail, audience, auth,",
                "origin | did you mean origins?",
                "DEFAULT_CURRENCY | expected one of alarmEmail",
                "dev | expected one of alarmEmail",
                "isuer | did you mean issuer?",
            })
    void a_name_that_is_no_setting_is_refused_with_the_nearest(String name, String message) {
        context.put(name, "anything");

        assertThat(errors())
                .singleElement()
                .asString()
                .startsWith(name + ": unknown setting, ")
                .contains(message);
    }

    @Test
    void what_the_cdk_command_puts_there_is_no_setting() {
        context.put("aws:cdk:enable-path-metadata", true);
        context.put("@aws-cdk/core:newStyleStackSynthesis", true);
        context.put("aws-cdk:enableDiffNoFail", "true");
        context.put("availability-zones:account=1:region=eu-central-1", List.of("a", "b"));
        context.put("acknowledged-issue-numbers", List.of(19_179));
        context.put("cli-telemetry", false);

        assertThat(errors()).isEmpty();
    }

    @Test
    void all_errors_are_told_together_and_none_that_follows_from_another() {
        context.put("currency", "euro");
        context.put("inventory", "no");
        context.put("alarmEmail", "nobody");
        context.put("prefix", "X");
        context.put("isuer", "https://tokens.example.com");
        context.put("issuer", "tokens");
        context.put("auth", "maybe");

        assertThat(errors())
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "currency", "inventory", "alarmEmail", "prefix", "isuer", "issuer", "auth");
    }

    @Test
    void an_issuer_may_name_things_its_own_way() {
        context.put("customerClaim", "custom:customer_id");
        context.put("scopePrefix", "api/");

        assertThat(Settings.read(context).claims())
                .isEqualTo(new ClaimSettings("custom:customer_id", "api/"));
    }

    @Test
    void options_are_read() {
        String key = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd";
        context.put("queryConcurrency", 100);
        context.put("kmsKey", key);
        context.put("tracing", "on");
        context.put("defaultEndpoint", "off");

        assertThat(Settings.read(context).options())
                .isEqualTo(
                        new Options(
                                OptionalInt.of(100),
                                Optional.of(new Options.TableKey.Existing(key)),
                                true,
                                false));
    }

    @Test
    void values_of_other_types_are_read_as_json_has_them() {
        context.put("developer", true);
        assertThat(Settings.read(context).developer()).isTrue();

        context.put("origins", List.of("https://shop.example.com"));
        assertThat(errors()).containsExactly("origins: expected a text, got a list or an object");
        context.put("origins", null);
        assertThat(errors()).isEmpty();
    }

    @Test
    void no_value_forges_a_line_or_floods_the_terminal() {
        context.put("currency", "EUR\n\u001b[31mapp: all is well\u202e");
        context.put("audience", "a b".repeat(500));

        assertThat(errors())
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThan(300).matches("[\\x20-\\x7e…]*"));
    }

    @Test
    void an_email_address_has_254_characters_at_most() {
        String longest = "o".repeat(64) + "@" + ("d".repeat(61) + ".").repeat(3) + "com";

        assertThat(Values.email(longest)).isEqualTo(longest).hasSize(254);
        assertThatThrownBy(() -> Values.email(longest + "s"))
                .hasMessage("expected an email address such as ops@example.com");
    }

    @Test
    void whole_numbers_are_within_their_bounds_and_plain() {
        assertThat(Values.wholeNumber("5", 0, 10)).isEqualTo(5);
        for (String wrong : List.of("-1", "11", "+5", "05", "5.0", "five", "", "99999999999")) {
            assertThatThrownBy(() -> Values.wholeNumber(wrong, 0, 10))
                    .as(wrong)
                    .hasMessage("expected a whole number from 0 to 10");
        }
    }

    @Test
    void the_events_of_the_deployed_release_come_from_a_file(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("deployed.json"), "{\"OrderCreated\": 1}");
        context.put("previousEvents", file.toString());

        assertThat(Settings.read(context).previousEvents())
                .contains(new ReadableEvents(Map.of("OrderCreated", 1)));
    }

    private List<String> errors() {
        InvalidSettingsException invalid =
                catchThrowableOfType(InvalidSettingsException.class, () -> Settings.read(context));
        return invalid == null ? List.of() : invalid.errors();
    }
}
