package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Admission;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest.Operation;
import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.ApiException.Cause;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Defaults and checks of Warehouses. */
final class WarehouseAdmission implements Admission {

    private static final Pattern REPOSITORY =
            Pattern.compile("^(\\w+([.-]\\w+)*(:\\d+)?/)?(\\w+([.-]\\w+)*)(/\\w+([.-]\\w+)*)*$");
    private static final Set<String> STRATEGIES = Set.of("SemVer", "Lexical", "NewestBuild", "Digest");

    private final Cluster cluster;

    WarehouseAdmission(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void mutate(AdmissionRequest request) {
        ObjectNode spec = request.subject().withObjectProperty("spec");
        preset(spec, "interval", "5m0s");
        preset(spec, "freightCreationPolicy", "Automatic");
        for (JsonNode subscription : spec.path("subscriptions")) {
            if (subscription.path("image") instanceof ObjectNode image) {
                preset(image, "imageSelectionStrategy", "SemVer");
                if (!image.has("strictSemvers")) {
                    image.put("strictSemvers", true);
                }
                if (image.path("discoveryLimit").asInt() == 0) {
                    image.put("discoveryLimit", 20);
                }
            }
        }
    }

    private static void preset(ObjectNode object, String field, String value) {
        if (object.path(field).asText("").isEmpty()) {
            object.put(field, value);
        }
    }

    @Override
    public void validate(AdmissionRequest request) {
        if (request.operation() == Operation.DELETE) {
            return;
        }
        if (request.operation() == Operation.CREATE) {
            Projects.require(cluster, request.namespace());
        }
        List<Cause> causes = new ArrayList<>();
        JsonNode subscriptions = request.subject().path("spec").path("subscriptions");
        for (int i = 0; i < subscriptions.size(); i++) {
            JsonNode image = subscriptions.get(i).path("image");
            if (image.isObject()) {
                image(image, "spec.subscriptions[" + i + "].image", causes);
            }
        }
        if (!causes.isEmpty()) {
            throw ApiException.invalid(ResourceTypes.WAREHOUSES, request.name(), causes);
        }
    }

    private static void image(JsonNode image, String path, List<Cause> causes) {
        String repository = image.path("repoURL").asText("");
        if (!REPOSITORY.matcher(repository).matches()) {
            causes.add(
                    Cause.invalid(path + ".repoURL", "\"" + repository + "\"", "must be a valid image repository URL"));
        }
        String strategy = image.path("imageSelectionStrategy").asText("");
        if (!STRATEGIES.contains(strategy)) {
            causes.add(Cause.invalid(
                    path + ".imageSelectionStrategy", "\"" + strategy + "\"", "unsupported image selection strategy"));
        }
        int limit = image.path("discoveryLimit").asInt();
        if (limit < 1 || limit > 100) {
            causes.add(Cause.invalid(path + ".discoveryLimit", Integer.toString(limit), "must be between 1 and 100"));
        }
    }
}
