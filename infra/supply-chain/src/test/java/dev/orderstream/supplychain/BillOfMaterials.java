package dev.orderstream.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An SBOM as the build wrote it, in CycloneDX's form. */
record BillOfMaterials(JsonNode json) {

    static final List<String> FUNCTIONS = List.of("command", "operations", "projector", "query");

    private static final Path ROOT = Path.of("..", "..");

    static Path target(String function) {
        return ROOT.resolve(Path.of("functions", function, "target"));
    }

    static BillOfMaterials of(String function) throws IOException {
        return read(target(function).resolve("orderstream-" + function + ".cdx.json"));
    }

    static BillOfMaterials ofAllThatIsDeployed() throws IOException {
        return read(Path.of("target", "orderstream-supply-chain.cdx.json"));
    }

    private static BillOfMaterials read(Path file) throws IOException {
        return new BillOfMaterials(new JsonMapper().readTree(file.toFile()));
    }

    /** What the bill is of. */
    Component main() {
        return new Component(json.required("metadata").required("component"));
    }

    List<Component> components() {
        return json.required("components").valueStream().map(Component::new).toList();
    }

    /** A library, or what the bill is of. */
    record Component(JsonNode json) {

        String purl() {
            return json.required("purl").textValue();
        }

        /** The name of its jar in a package. */
        String jar() {
            return "%s-%s.jar"
                    .formatted(
                            json.required("name").textValue(),
                            json.required("version").textValue());
        }

        String sha256() {
            return json.required("hashes")
                    .valueStream()
                    .filter(hash -> hash.required("alg").textValue().equals("SHA-256"))
                    .map(hash -> hash.required("content").textValue())
                    .findFirst()
                    .orElseThrow();
        }

        /** Their SPDX ids, or the names that their publishers give them. */
        List<String> licences() {
            return json.path("licenses")
                    .valueStream()
                    .flatMap(each -> Stream.of(each.path("license"), each))
                    .flatMap(each -> Stream.of("id", "name", "expression").map(each::path))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .toList();
        }
    }
}
