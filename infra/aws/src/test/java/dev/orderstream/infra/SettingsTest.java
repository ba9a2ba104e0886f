package dev.orderstream.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private final Map<String, Object> context =
            new HashMap<>(Map.of("issuer", "https://tokens.example.com/", "audience", "orders"));

    @Test
    void an_issuer_and_an_audience_are_enough() {
        assertThat(Settings.read(context::get))
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
                                Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"issuer", "audience"})
    void nobody_deploys_an_api_without_tokens_by_leaving_something_out(String left) {
        context.remove(left);

        assertThatThrownBy(() -> Settings.read(context::get))
                .hasMessageContaining("-c issuer=")
                .hasMessageContaining("-c audience=");
    }

    @Test
    void not_even_a_developer() {
        assertThatThrownBy(() -> Settings.read(Map.of("developer", "true")::get))
                .hasMessageContaining("-c issuer=");
    }

    @Test
    void everybody_may_do_everything_only_in_a_developers_stack_that_says_so() {
        Map<String, Object> chosen = Map.of("developer", "true", "auth", "none");
        assertThat(Settings.read(chosen::get).tokens()).isEmpty();

        context.put("auth", "none");
        assertThatThrownBy(() -> Settings.read(context::get)).hasMessageContaining("auth=none");
        assertThatThrownBy(() -> Settings.read(Map.of("auth", "none")::get))
                .hasMessageContaining("developer=true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prefix | Orders | prefix: expected 3 to 30",
                "prefix | ab | prefix: expected 3 to 30",
                "prefix | a-name-of-more-than-thirty-letters | prefix: expected 3 to 30",
                "origins | * | origins: expected https",
                "origins | https://a.example.com/shop | origins: expected https",
                "developer | yes | developer: expected true or false, got yes",
                "issuer | http://tokens.example.com | issuer: expected https",
                "auth | nobody | auth: expected jwt or none, got nobody",
            })
    void a_wrong_value_is_refused_in_words(String name, String value, String message) {
        context.put(name, value);

        assertThatThrownBy(() -> Settings.read(context::get)).hasMessageContaining(message);
    }
}
