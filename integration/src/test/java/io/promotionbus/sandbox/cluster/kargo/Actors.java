package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.User;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who did it, as Kargo writes it down. */
final class Actors {

    /** The accounts Kargo takes for its own. */
    private static final Set<String> CONTROL_PLANE = Set.of(
            "system:serviceaccount:kargo:kargo-api",
            "system:serviceaccount:kargo:kargo-controller",
            "system:serviceaccount:kargo:kargo-garbage-collector",
            "system:serviceaccount:kargo:kargo-management-controller",
            "system:serviceaccount:kargo:kargo-webhooks-server");

    private Actors() {}

    static boolean isControlPlane(User user) {
        return CONTROL_PLANE.contains(user.name());
    }

    static String of(User user) {
        return "kubernetes:" + user.name();
    }

    /**
     * A request written into an annotation, either plain or as JSON, enriched with who asked.
     *
     * @param field the member that carries the plain value: {@code action} or {@code id}
     */
    static void enrich(ObjectNode object, @Nullable ObjectNode old, String annotation, String field, User user) {
        ObjectNode request = read(Json.annotation(object, annotation), field);
        if (request == null) {
            return;
        }
        ObjectNode before = old == null ? null : read(Json.annotation(old, annotation), field);
        if (request.equals(before)) {
            return;
        }
        request.remove("controlPlane");
        if (isControlPlane(user)) {
            request.put("controlPlane", true);
        } else {
            request.put("actor", of(user));
        }
        Json.annotate(object, annotation, Json.write(request));
    }

    /** The request in an annotation, or null if there is none that says something. */
    static @Nullable ObjectNode read(@Nullable String value, String field) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.startsWith("{")) {
            JsonNode parsed = Json.read(value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return parsed instanceof ObjectNode node
                            && !node.path(field).asText("").isEmpty()
                    ? node
                    : null;
        }
        return Json.object().put(field, value);
    }
}
