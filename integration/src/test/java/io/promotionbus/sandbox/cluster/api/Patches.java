package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.Map;

/** What a PATCH does to an object. */
final class Patches {

    private Patches() {}

    /**
     * The object after the patch.
     *
     * @param contentType decides the sort; strategic merge patches are taken as merge patches, as there are no
     *     strategies for custom resources
     */
    static ObjectNode apply(String contentType, ObjectNode object, JsonNode patch) {
        if (contentType.startsWith("application/json-patch+json")) {
            try {
                JsonNode changed = JsonPatch.apply(patch, object.deepCopy());
                if (changed instanceof ObjectNode result) {
                    return result;
                }
            } catch (JsonPatchException e) {
                throw ApiException.status(422, "the server rejected our request due to an error in our request");
            }
            throw ApiException.badRequest("the patch leaves no object");
        }
        if (contentType.startsWith("application/merge-patch+json")
                || contentType.startsWith("application/strategic-merge-patch+json")
                || contentType.startsWith("application/apply-patch+yaml")) {
            if (!(patch instanceof ObjectNode fields)) {
                throw ApiException.badRequest("a merge patch must be an object");
            }
            ObjectNode copy = object.deepCopy();
            merge(copy, fields);
            return copy;
        }
        throw ApiException.status(415, "the body of the request was in an unknown format: " + contentType);
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value instanceof ObjectNode inner) {
                JsonNode present = target.get(field.getKey());
                ObjectNode into = present instanceof ObjectNode node ? node : target.putObject(field.getKey());
                merge(into, inner);
            } else {
                target.set(field.getKey(), value.deepCopy());
            }
        }
    }
}
