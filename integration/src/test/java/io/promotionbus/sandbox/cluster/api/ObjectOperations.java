package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest.Operation;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Create, update and delete as the API server does them: names, defaults, admission, validation, versions. */
public final class ObjectOperations {

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private final ObjectStore store;
    private final Schemas schemas;
    private final List<Admission> admissions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public ObjectOperations(ObjectStore store, Schemas schemas, List<Admission> admissions, Clock clock) {
        this.store = store;
        this.schemas = schemas;
        this.admissions = List.copyOf(admissions);
        this.clock = clock;
    }

    /** @param strict unknown fields are an error instead of being dropped */
    public ObjectNode create(
            User user, ResourceType type, @Nullable String namespace, ObjectNode body, boolean strict) {
        return store.locked(() -> {
            ObjectNode object = body.deepCopy();
            prepare(type, object, namespace, strict);
            ObjectNode metadata = Json.metadata(object);
            metadata.remove(List.of("uid", "resourceVersion", "deletionTimestamp", "selfLink", "managedFields"));
            metadata.put("uid", UUID.randomUUID().toString());
            metadata.put("creationTimestamp", now());
            metadata.put("generation", 1);
            if (type.statusSubresource() && !type.equals(ResourceTypes.NAMESPACES)) {
                object.remove("status");
            }
            AdmissionRequest request = new AdmissionRequest(Operation.CREATE, user, type, "", object, null);
            requireNamespace(type, namespace);
            admissions.forEach(admission -> admission.mutate(request));
            nameIfNeeded(type, object);
            checkSchema(type, object, null);
            admissions.forEach(admission -> admission.validate(request));
            if (store.get(type, namespace, Json.name(object)).isPresent()) {
                throw ApiException.alreadyExists(type, Json.name(object));
            }
            return store.put(type, object);
        });
    }

    /** Replaces an object by what {@code change} makes of a copy of it. */
    public ObjectNode update(
            User user,
            ResourceType type,
            @Nullable String namespace,
            String name,
            String subresource,
            boolean strict,
            UnaryOperator<ObjectNode> change) {
        return store.locked(() -> {
            ObjectNode old = store.get(type, namespace, name).orElseThrow(() -> ApiException.notFound(type, name));
            ObjectNode object = change.apply(old.deepCopy());
            prepare(type, object, namespace, strict);
            checkVersion(type, old, object);
            if (!Json.name(object).equals(name)) {
                throw ApiException.badRequest("the name of the object (" + Json.name(object)
                        + ") does not match the name on the URL (" + name + ")");
            }
            keepSystemFields(type, old, object, subresource);
            AdmissionRequest request = new AdmissionRequest(Operation.UPDATE, user, type, subresource, object, old);
            admissions.forEach(admission -> admission.mutate(request));
            bumpGeneration(type, old, object);
            checkSchema(type, object, old);
            admissions.forEach(admission -> admission.validate(request));
            return finishUpdate(type, namespace, name, old, object);
        });
    }

    private ObjectNode finishUpdate(
            ResourceType type, @Nullable String namespace, String name, ObjectNode old, ObjectNode object) {
        Json.metadata(object).set("resourceVersion", old.path("metadata").path("resourceVersion"));
        boolean terminating = object.path("metadata").has("deletionTimestamp");
        if (terminating && object.path("metadata").path("finalizers").isEmpty()) {
            return store.remove(type, namespace, name).orElse(object);
        }
        return object.equals(old) ? old : store.put(type, object);
    }

    /** Deletes; with finalizers the object stays, marked, until they are gone. */
    public ObjectNode delete(
            User user, ResourceType type, @Nullable String namespace, String name, JsonNode preconditions) {
        return store.locked(() -> {
            ObjectNode old = store.get(type, namespace, name).orElseThrow(() -> ApiException.notFound(type, name));
            checkPreconditions(type, old, preconditions);
            AdmissionRequest request = new AdmissionRequest(Operation.DELETE, user, type, "", null, old);
            admissions.forEach(admission -> admission.validate(request));
            if (old.path("metadata").path("finalizers").isEmpty()) {
                return store.remove(type, namespace, name).orElse(old);
            }
            if (old.path("metadata").has("deletionTimestamp")) {
                return old;
            }
            ObjectNode marked = old.deepCopy();
            Json.metadata(marked).put("deletionTimestamp", now()).put("deletionGracePeriodSeconds", 0);
            return store.put(type, marked);
        });
    }

    private static void checkPreconditions(ResourceType type, ObjectNode old, JsonNode preconditions) {
        for (String field : List.of("uid", "resourceVersion")) {
            String wanted = Json.text(preconditions, field);
            String actual = old.path("metadata").path(field).asText();
            if (wanted != null && !wanted.equals(actual)) {
                throw ApiException.conflict(
                        type,
                        Json.name(old),
                        "Precondition failed: " + field + " in precondition: " + wanted + ", in object meta: "
                                + actual);
            }
        }
    }

    private void prepare(ResourceType type, ObjectNode object, @Nullable String namespace, boolean strict) {
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        ObjectNode metadata = Json.metadata(object);
        if (type.namespaced() && namespace != null) {
            String given = Json.namespace(object);
            if (!given.isEmpty() && !given.equals(namespace)) {
                throw ApiException.badRequest(
                        "the namespace of the provided object does not match the namespace " + "sent on the request");
            }
            metadata.put("namespace", namespace);
        } else {
            metadata.remove("namespace");
        }
        List<String> unknown = schemas.prune(type, object);
        if (strict && !unknown.isEmpty()) {
            String fields = String.join(
                    ", ",
                    unknown.stream()
                            .map(path -> "unknown field \"" + path + "\"")
                            .toList());
            throw ApiException.badRequest(type.kind() + " in version \"" + type.version() + "\" cannot be handled as a "
                    + type.kind() + ": strict decoding error: " + fields);
        }
        schemas.applyDefaults(type, object);
    }

    private void nameIfNeeded(ResourceType type, ObjectNode object) {
        if (!Json.name(object).isEmpty()) {
            return;
        }
        String prefix = object.path("metadata").path("generateName").asText("");
        if (prefix.isEmpty()) {
            throw ApiException.invalid(
                    type,
                    "",
                    List.of(new ApiException.Cause(
                            "FieldValueRequired",
                            "metadata.name",
                            "Required value: name or generateName is required")));
        }
        StringBuilder name = new StringBuilder(prefix);
        for (int i = 0; i < 5; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        Json.metadata(object).put("name", name.toString());
    }

    private void requireNamespace(ResourceType type, @Nullable String namespace) {
        if (type.namespaced()
                && namespace != null
                && store.get(ResourceTypes.NAMESPACES, null, namespace).isEmpty()) {
            throw ApiException.notFound(ResourceTypes.NAMESPACES, namespace);
        }
    }

    private static void checkVersion(ResourceType type, ObjectNode old, ObjectNode object) {
        String sent = object.path("metadata").path("resourceVersion").asText("");
        if (!sent.isEmpty()
                && !sent.equals(old.path("metadata").path("resourceVersion").asText())) {
            throw ApiException.conflict(
                    type,
                    Json.name(old),
                    "the object has been modified; please apply your changes to the latest version and try again");
        }
    }

    private static void keepSystemFields(ResourceType type, ObjectNode old, ObjectNode object, String subresource) {
        if (subresource.equals("status")) {
            JsonNode status = object.get("status");
            JsonNode metadata = old.path("metadata").deepCopy();
            object.removeAll();
            object.setAll(old.deepCopy());
            object.set("metadata", metadata);
            if (status != null) {
                object.set("status", status);
            } else {
                object.remove("status");
            }
            return;
        }
        ObjectNode metadata = Json.metadata(object);
        for (String field :
                List.of("uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds")) {
            JsonNode kept = old.path("metadata").get(field);
            if (kept != null) {
                metadata.set(field, kept);
            } else {
                metadata.remove(field);
            }
        }
        if (type.statusSubresource()) {
            JsonNode status = old.get("status");
            if (status != null) {
                object.set("status", status.deepCopy());
            } else {
                object.remove("status");
            }
        }
    }

    private static void bumpGeneration(ResourceType type, ObjectNode old, ObjectNode object) {
        ObjectNode before = old.deepCopy();
        ObjectNode after = object.deepCopy();
        before.remove("metadata");
        after.remove("metadata");
        if (type.statusSubresource()) {
            before.remove("status");
            after.remove("status");
        }
        long generation = old.path("metadata").path("generation").asLong(1);
        Json.metadata(object).put("generation", before.equals(after) ? generation : generation + 1);
    }

    private void checkSchema(ResourceType type, ObjectNode object, @Nullable ObjectNode old) {
        List<ApiException.Cause> causes = schemas.validate(type, object, old);
        if (!causes.isEmpty()) {
            throw ApiException.invalid(type, Json.name(object), causes);
        }
    }

    /** The clock's time as Kubernetes writes it, with second resolution. */
    public String now() {
        return time(clock.instant());
    }

    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
