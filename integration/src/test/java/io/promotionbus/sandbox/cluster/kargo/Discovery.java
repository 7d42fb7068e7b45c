package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.Registry;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ObjectOperations;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One look at all repositories a Warehouse subscribes to, and what Freight would come of it. */
final class Discovery {

    private final Registry registry;

    Discovery(Registry registry) {
        this.registry = registry;
    }

    /** Discovery failed; the message is what the Warehouse shows. */
    static final class DiscoveryException extends Exception {
        DiscoveryException(String message) {
            super(message);
        }
    }

    /** {@code discoveredArtifacts}, without a time. */
    ObjectNode discover(JsonNode warehouse) throws DiscoveryException {
        ObjectNode discovered = Json.object();
        ArrayNode images = Json.MAPPER.createArrayNode();
        for (JsonNode subscription : warehouse.path("spec").path("subscriptions")) {
            JsonNode image = subscription.path("image");
            if (!image.isObject()) {
                throw new DiscoveryException(
                        "error discovering artifacts: only image subscriptions are discovered here");
            }
            images.add(image(image));
        }
        if (!images.isEmpty()) {
            discovered.set("images", images);
        }
        return discovered;
    }

    private ObjectNode image(JsonNode image) throws DiscoveryException {
        String repository = image.path("repoURL").asText();
        ObjectNode result = Json.object().put("repoURL", repository);
        if (image.has("platform")) {
            result.set("platform", image.path("platform"));
        }
        try {
            List<Registry.TagRef> selected = ImageSelection.select(image, registry.tags(repository));
            ArrayNode references = Json.MAPPER.createArrayNode();
            for (Registry.TagRef tag : selected) {
                references
                        .addObject()
                        .put("createdAt", ObjectOperations.time(tag.createdAt()))
                        .put("digest", tag.digest())
                        .put("tag", tag.tag());
            }
            if (!references.isEmpty()) {
                result.set("references", references);
            }
            return result;
        } catch (IOException e) {
            throw new DiscoveryException(
                    "error discovering artifacts: error selecting image: error listing tags: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new DiscoveryException(
                    "error discovering artifacts: error building image selector: " + e.getMessage());
        }
    }

    /** Name of the first repository without anything to select, or null. */
    static @Nullable String missing(JsonNode discovered) {
        for (JsonNode image : discovered.path("images")) {
            if (image.path("references").isEmpty()) {
                return image.path("repoURL").asText();
            }
        }
        return null;
    }

    /** Do the newest artifacts satisfy the Warehouse's criteria? */
    static boolean satisfiesCriteria(JsonNode warehouse, JsonNode discovered) {
        String expression = warehouse
                .path("spec")
                .path("freightCreationCriteria")
                .path("expression")
                .asText("")
                .strip();
        if (expression.isEmpty()) {
            return true;
        }
        Object result = Expressions.evaluate(expression, new Expressions.Scope() {
            @Override
            public @Nullable Object variable(String name) {
                throw new Expressions.ExpressionException("unknown name " + name);
            }

            @Override
            public @Nullable Object call(String function, List<@Nullable Object> arguments) {
                if (!function.equals("imageFrom") || arguments.isEmpty()) {
                    throw new Expressions.ExpressionException("unknown function " + function);
                }
                return newest(discovered, String.valueOf(arguments.get(0)));
            }
        });
        if (result instanceof Boolean bool) {
            return bool;
        }
        throw new Expressions.ExpressionException(
                "failed to parse freight creation criteria expression result \"" + result + "\" as bool");
    }

    private static @Nullable Map<String, String> newest(JsonNode discovered, String repository) {
        for (JsonNode image : discovered.path("images")) {
            if (image.path("repoURL").asText().equals(repository)
                    && !image.path("references").isEmpty()) {
                JsonNode reference = image.path("references").get(0);
                return Map.of(
                        "RepoURL", repository,
                        "Tag", reference.path("tag").asText(),
                        "Digest", reference.path("digest").asText());
            }
        }
        return null;
    }

    /** The Freight of the newest artifacts, without an origin. */
    static ObjectNode freight(JsonNode discovered) {
        ObjectNode freight = Json.object();
        ArrayNode images = freight.putArray("images");
        for (JsonNode image : discovered.path("images")) {
            JsonNode reference = image.path("references").get(0);
            images.addObject()
                    .put("digest", reference.path("digest").asText())
                    .put("repoURL", image.path("repoURL").asText())
                    .put("tag", reference.path("tag").asText());
        }
        return freight;
    }
}
