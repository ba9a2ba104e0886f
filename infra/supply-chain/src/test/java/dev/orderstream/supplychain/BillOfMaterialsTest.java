package dev.orderstream.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderstream.supplychain.BillOfMaterials.Component;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The bills of materials of this build, beside the packages of this build. */
@DisabledIfSystemProperty(
        named = "orderstream.network",
        matches = "offline: true",
        disabledReason = "the CycloneDX plugin makes no bills with -o; it needs no network either")
class BillOfMaterialsTest {

    private static final List<String> FUNCTIONS = BillOfMaterials.FUNCTIONS;

    /** Two files of it are in the query function's own jar. */
    private static final String UNPACKED = "pkg:maven/org.webjars/swagger-ui@";

    private static final String OURS = "pkg:maven/dev.orderstream/orderstream-";

    /** What of ours is deployed; all else is for tests or for a laptop. */
    private static final Set<String> DEPLOYED =
            Set.of(
                    "command",
                    "dynamodb",
                    "eventsourcing",
                    "http",
                    "operations",
                    "orders",
                    "projector",
                    "query",
                    "runtime");

    @ParameterizedTest
    @FieldSource("FUNCTIONS")
    void the_bill_of_a_function_lists_the_jars_of_its_package_by_their_bytes(String function)
            throws IOException {
        BillOfMaterials bill = BillOfMaterials.of(function);

        Map<String, String> listed = new TreeMap<>();
        for (Component each : bill.components()) {
            if (!each.purl().startsWith(UNPACKED)) {
                listed.put(each.jar(), each.sha256());
            }
        }

        Map<String, String> packed = packed(function);
        assertThat(packed.remove(bill.main().jar())).as("the function itself").isNotNull();
        assertThat(listed).isEqualTo(packed);
    }

    @Test
    void the_page_that_the_query_function_has_unpacked_is_in_its_bill() throws IOException {
        assertThat(BillOfMaterials.of("query").components())
                .extracting(Component::purl)
                .anyMatch(purl -> purl.startsWith(UNPACKED));
    }

    @Test
    void the_bill_of_all_that_is_deployed_is_that_of_all_functions() throws IOException {
        Set<String> ofFunctions = new TreeSet<>();
        for (String function : FUNCTIONS) {
            BillOfMaterials bill = BillOfMaterials.of(function);
            ofFunctions.add(bill.main().purl());
            bill.components().forEach(each -> ofFunctions.add(each.purl()));
        }

        assertThat(BillOfMaterials.ofAllThatIsDeployed().components())
                .extracting(Component::purl)
                .containsExactlyInAnyOrderElementsOf(ofFunctions);
    }

    @Test
    void nothing_that_is_for_tests_or_a_laptop_is_in_a_bill() throws IOException {
        List<String> purls =
                BillOfMaterials.ofAllThatIsDeployed().components().stream()
                        .map(Component::purl)
                        .toList();

        assertThat(purls)
                .filteredOn(purl -> purl.startsWith(OURS))
                .extracting(purl -> purl.substring(OURS.length(), purl.indexOf('@')))
                .containsExactlyInAnyOrderElementsOf(DEPLOYED);
        assertThat(purls)
                .noneMatch(purl -> purl.contains("DynamoDBLocal"))
                // Of the command line, whose own classes are in the operations function.
                .noneMatch(purl ->
                        purl.matches("pkg:maven/(info\\.picocli|me\\.tongfei|org\\.jline).*"))
                .noneMatch(purl ->
                        purl.matches(
                                "pkg:maven/(org\\.junit|org\\.assertj|org\\.mockito|net\\.bytebuddy|io\\.micronaut\\.test|com\\.code_intelligence).*"));
    }

    @Test
    void every_library_has_a_licence() throws IOException {
        assertThat(BillOfMaterials.ofAllThatIsDeployed().components())
                .filteredOn(each -> each.licences().isEmpty())
                .extracting(Component::purl)
                .isEmpty();
    }

    /**
     * Each jar of a function's package with its SHA-256; whatever else is in it makes this fail.
     */
    private static Map<String, String> packed(String function) throws IOException {
        Map<String, String> packed = new TreeMap<>();
        try (ZipFile zip =
                        new ZipFile(
                                BillOfMaterials.target(function)
                                        .resolve("orderstream-" + function + ".zip")
                                        .toFile());
                Stream<? extends ZipEntry> entries = zip.stream()) {
            for (ZipEntry entry : entries.filter(each -> !each.isDirectory()).toList()) {
                assertThat(entry.getName()).matches("lib/[^/]+\\.jar");
                try (var in = zip.getInputStream(entry)) {
                    packed.put(
                            entry.getName().substring("lib/".length()),
                            Digests.sha256(in.readAllBytes()));
                }
            }
        }
        return packed;
    }
}
