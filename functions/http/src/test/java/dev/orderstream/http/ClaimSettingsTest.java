package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimSettingsTest {

    @Test
    void what_is_not_set_is_as_it_always_was() {
        assertThat(ClaimSettings.read(property -> null)).isEqualTo(ClaimSettings.STANDARD);
        assertThat(ClaimSettings.STANDARD.sufficientWords(Scope.READ))
                .containsExactly("orders:admin", "orders:read");
    }

    @Test
    void a_prefix_stands_before_each_scope() {
        ClaimSettings cognito =
                ClaimSettings.read(
                        Map.of(
                                        "customer.claim", "custom:customer_id",
                                        "scope.prefix", "https://api.example.com/")
                                ::get);

        assertThat(cognito.customerClaim()).isEqualTo("custom:customer_id");
        assertThat(cognito.word(Scope.WRITE)).isEqualTo("https://api.example.com/orders:write");
        assertThat(cognito.sufficientWords(Scope.ADMIN))
                .containsExactly("https://api.example.com/orders:admin");
        assertThat(cognito.sufficientWords(Scope.NONE)).isEmpty();
    }

    @Test
    void with_the_longest_prefix_no_scope_is_longer_than_api_gateway_takes() {
        String longest = "p".repeat(52);
        ClaimSettings settings = new ClaimSettings("c", longest);

        for (Scope scope : Scope.values()) {
            assertThat(settings.word(scope)).hasSizeLessThanOrEqualTo(64);
        }
        assertThatThrownBy(() -> new ClaimSettings("c", longest + "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("SCOPE_PREFIX: expected at most 52 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "api/ ", "[api]", "{", "\"", "\\", "a\n", "ü", "<", "\t"})
    void a_prefix_that_no_scope_can_have_is_refused(String prefix) {
        assertThatThrownBy(() -> new ClaimSettings("c", prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("SCOPE_PREFIX: expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "ü", "scope", "scp", "iss", "aud", "exp"})
    void a_claim_that_can_name_no_customer_is_refused(String claim) {
        assertThatThrownBy(() -> new ClaimSettings(claim, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("CUSTOMER_CLAIM: expected");
    }
}
