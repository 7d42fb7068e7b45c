package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.contract.ContractCluster.Reply;
import io.promotionbus.sandbox.cluster.schema.RepositoryFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

@DisplayName("The pipeline of this repository")
class GitOpsContractTest extends Contract {

    private static final String PROJECT = "image-promotion";
    private static final String PROJECTS = "/apis/kargo.akuity.io/v1alpha1/projects";

    /** In the order of setup-kargo.sh: gates before what they guard. */
    private static final List<String> ORDER = List.of(
            "policies/crd-stagepolicies.yaml",
            "admission",
            "project/namespaces.yaml",
            "project/project.yaml",
            "policies/development.yaml",
            "policies/quality.yaml",
            "policies/production.yaml",
            "warehouse",
            "stages");

    /** What the simulator reads from the same files by itself. */
    private static final Set<String> OF_THE_CLUSTER =
            Set.of("CustomResourceDefinition", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding");

    private static final Map<String, String> PLURALS = Map.of(
            "ValidatingAdmissionPolicy", "validatingadmissionpolicies",
            "StagePolicy", "stagepolicies");

    @AfterEach
    void takeItAway() {
        cluster.delete(PROJECTS + "/" + PROJECT);
        Awaitility.await()
                .atMost(cluster.patience().multipliedBy(3))
                .untilAsserted(() ->
                        assertThat(cluster.get(PROJECTS + "/" + PROJECT).code()).isEqualTo(404));
    }

    @Test
    @DisplayName("every manifest is accepted with strict validation, and the Project deletes with its gates on")
    void isAcceptedWhole() {
        List<String> refused = new ArrayList<>();
        int accepted = 0;
        for (JsonNode object : objects()) {
            if (cluster.isReal() || !OF_THE_CLUSTER.contains(object.path("kind").asText())) {
                Reply reply = cluster.post(path(object) + "?fieldValidation=Strict", object);
                // A cluster that was set up before has some of it.
                if (reply.code() == 201 || reply.code() == 409) {
                    accepted++;
                } else {
                    refused.add(object.path("kind").asText() + " "
                            + object.at("/metadata/name").asText() + ": " + reply.body());
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(accepted).isGreaterThan(12);
        assertThat(cluster.get("/apis/promotionbus.io/v1alpha1/namespaces/" + PROJECT + "/stagepolicies")
                        .body()
                        .path("items"))
                .hasSize(3);
    }

    private static List<JsonNode> objects() {
        Path kargo = RepositoryFiles.find("gitops/kargo").orElseThrow();
        List<JsonNode> objects = new ArrayList<>();
        for (String part : ORDER) {
            for (Object document : new Yaml(new SafeConstructor(new LoaderOptions()))
                    .loadAll(RepositoryFiles.read(kargo.resolve(part)))) {
                objects.add(ContractCluster.JSON.valueToTree(document));
            }
        }
        return objects;
    }

    private static String path(JsonNode object) {
        String version = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        String namespace = object.at("/metadata/namespace").asText("");
        return (version.contains("/") ? "/apis/" : "/api/") + version
                + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/"
                + PLURALS.getOrDefault(kind, kind.toLowerCase(java.util.Locale.ROOT) + "s");
    }
}
