package dev.orderstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptableTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Accept | '' | true",
                "Accept | */* | true",
                "Accept | APPLICATION/JSON | true",
                "Accept | application/*;q=0.1 | true",
                "Accept | text/html, application/json;q=0.001 | true",
                "Accept | text/html | false",
                "Accept | application/json;q=0 | false",
                "Accept | application/json;q=0, */* | false",
                "Accept | application/*;q=0, application/json | true",
                "Accept | */*;q=0.000 | false",
                "Accept-Encoding | '' | true",
                "Accept-Encoding | gzip, br | true",
                "Accept-Encoding | gzip, *;q=0 | false",
                "Accept-Encoding | identity;q=0 | false",
                "Accept-Encoding | identity;q=0, * | false",
                "Accept-Encoding | *;q=0, identity;q=0.5 | true",
                "Accept-Encoding | * | true"
            })
    void the_most_specific_range_decides(String name, String value, boolean accepted) {
        assertThat(isAccepted(Headers.of(Map.of(name, value)))).isEqualTo(accepted);
    }

    private static boolean isAccepted(Headers headers) {
        try {
            Acceptable.check(headers, Route.JSON);
            return true;
        } catch (ProblemException refused) {
            assertThat(refused.problem().type()).isEqualTo(ProblemType.NOT_ACCEPTABLE);
            return false;
        }
    }
}
