package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Requests for resources: authorises them and carries them out. */
final class ResourceHandler {

    private final ResourceTypes types;
    private final ObjectStore store;
    private final ObjectOperations operations;
    private final Rbac rbac;

    ResourceHandler(ResourceTypes types, ObjectStore store, ObjectOperations operations, Rbac rbac) {
        this.types = types;
        this.store = store;
        this.operations = operations;
        this.rbac = rbac;
    }

    ApiPath path(ApiRequest request) {
        return ApiPath.parse(request.path(), types).orElseThrow(ApiException::noSuchPath);
    }

    /** Throws 403 unless the user may. */
    void authorize(ApiRequest request, ApiPath path) {
        String verb = switch (request.method()) {
            case "GET" -> request.isWatch() ? "watch" : path.name() == null ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> path.name() == null ? "deletecollection" : "delete";
            default -> throw ApiException.methodNotAllowed();
        };
        String resource = path.subresource().isEmpty()
                ? path.type().plural()
                : path.type().plural() + "/" + path.subresource();
        @Nullable String namespace = path.type().equals(ResourceTypes.NAMESPACES) ? path.name() : path.namespace();
        Rbac.Access access = new Rbac.Access(verb, path.type().group(), resource, namespace, path.nameOrEmpty());
        if (!rbac.allows(request.user(), access)) {
            throw ApiException.forbidden(
                    path.type(),
                    path.nameOrEmpty(),
                    cannot(request.user(), verb, path.type(), resource, path.namespace()));
        }
    }

    static String cannot(User user, String verb, ResourceType type, String resource, @Nullable String namespace) {
        return String.format(
                Locale.ROOT,
                "User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s",
                user.name(),
                verb,
                resource,
                type.group(),
                namespace == null ? "at the cluster scope" : "in the namespace \"" + namespace + "\"");
    }

    ApiResponse handle(ApiRequest request) {
        ApiPath path = path(request);
        authorize(request, path);
        boolean newEvents = path.type().equals(ResourceTypes.NEW_EVENTS);
        ApiPath stored =
                newEvents ? new ApiPath(ResourceTypes.EVENTS, path.namespace(), path.name(), path.subresource()) : path;
        ApiResponse response = dispatch(request, stored, newEvents);
        if (newEvents && response.body() instanceof ObjectNode event && event.has("metadata")) {
            return new ApiResponse(response.code(), event.has("items") ? listOfNew(event) : EventViews.toNew(event));
        }
        return response;
    }

    private static ObjectNode listOfNew(ObjectNode list) {
        ArrayNode items = Json.MAPPER.createArrayNode();
        list.path("items").forEach(item -> items.add(EventViews.toNew((ObjectNode) item)));
        list.put("apiVersion", ResourceTypes.NEW_EVENTS.apiVersion()).set("items", items);
        return list;
    }

    private ApiResponse dispatch(ApiRequest request, ApiPath path, boolean newEvents) {
        String name = path.name();
        return switch (request.method()) {
            case "GET" -> ApiResponse.ok(name == null ? list(request, path) : get(path, name));
            case "POST" -> {
                if (name != null) {
                    throw ApiException.methodNotAllowed();
                }
                yield new ApiResponse(201, create(request, path, request.object(), newEvents));
            }
            case "PUT" -> ApiResponse.ok(replace(request, path, path.nameOrEmpty()));
            case "PATCH" -> patch(request, path, path.nameOrEmpty(), newEvents);
            case "DELETE" -> ApiResponse.ok(name == null ? deleteAll(request, path) : delete(request, path, name));
            default -> throw ApiException.methodNotAllowed();
        };
    }

    private ObjectNode get(ApiPath path, String name) {
        return store.get(path.type(), path.namespace(), name)
                .orElseThrow(() -> ApiException.notFound(path.type(), name));
    }

    private ObjectNode create(ApiRequest request, ApiPath path, ObjectNode body, boolean newEvents) {
        String kind = body.path("kind").asText(path.type().kind());
        if (!kind.equals(path.type().kind())) {
            throw ApiException.badRequest(path.type().kind() + " in version \""
                    + path.type().version() + "\" cannot be handled as a " + kind);
        }
        if (newEvents) {
            EventViews.check(body);
        }
        ObjectNode object = newEvents ? EventViews.toCore(body) : body;
        if (path.type().namespaced() && path.namespace() == null) {
            throw ApiException.badRequest("an empty namespace may not be set during creation");
        }
        return operations.create(request.user(), path.type(), path.namespace(), object, request.isStrict());
    }

    private ObjectNode replace(ApiRequest request, ApiPath path, String name) {
        ObjectNode body = request.object();
        return update(request, path, name, old -> {
            Json.metadata(body);
            return body.deepCopy();
        });
    }

    private ApiResponse patch(ApiRequest request, ApiPath path, String name, boolean newEvents) {
        boolean apply = request.contentType().startsWith("application/apply-patch+yaml");
        if (apply && store.get(path.type(), path.namespace(), name).isEmpty()) {
            return new ApiResponse(201, create(request, path, request.object(), newEvents));
        }
        JsonNode body = request.json();
        return ApiResponse.ok(update(request, path, name, old -> {
            ObjectNode view = newEvents ? EventViews.toNew(old) : old;
            String version = old.path("metadata").path("resourceVersion").asText();
            ObjectNode changed = Patches.apply(request.contentType(), view, body);
            if (!body.path("metadata").has("resourceVersion")) {
                Json.metadata(changed).put("resourceVersion", version);
            }
            return newEvents ? EventViews.toCore(changed) : changed;
        }));
    }

    private ObjectNode update(ApiRequest request, ApiPath path, String name, UnaryOperator<ObjectNode> change) {
        String subresource = path.subresource();
        if (!subresource.isEmpty()
                && !(subresource.equals("status") && path.type().statusSubresource())) {
            throw ApiException.noSuchPath();
        }
        return operations.update(
                request.user(), path.type(), path.namespace(), name, subresource, request.isStrict(), change);
    }

    private JsonNode delete(ApiRequest request, ApiPath path, String name) {
        JsonNode preconditions = request.json().path("preconditions");
        ObjectNode last = operations.delete(request.user(), path.type(), path.namespace(), name, preconditions);
        if (last.path("metadata").has("deletionTimestamp")) {
            return last;
        }
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", name);
        details.put("group", path.type().group()).put("kind", path.type().plural());
        details.put("uid", last.path("metadata").path("uid").asText());
        return status;
    }

    private JsonNode deleteAll(ApiRequest request, ApiPath path) {
        ObjectNode list = list(request, path);
        for (JsonNode item : list.path("items")) {
            operations.delete(request.user(), path.type(), Json.namespace(item), Json.name(item), Json.object());
        }
        return list;
    }

    /** A list as the API writes it, paged when {@code limit} is given. */
    ObjectNode list(ApiRequest request, ApiPath path) {
        Predicate<JsonNode> selector =
                Selectors.of(request.parameter("labelSelector"), request.parameter("fieldSelector"));
        String limit = request.parameter("limit");
        int most = limit == null || limit.equals("0") ? Integer.MAX_VALUE : Integer.parseInt(limit);
        String after = decode(request.parameter("continue"));
        return store.locked(() -> {
            ObjectNode list = Json.object().put("kind", path.type().kind() + "List");
            list.put("apiVersion", path.type().apiVersion());
            ObjectNode metadata = list.putObject("metadata").put("resourceVersion", Long.toString(store.revision()));
            ArrayNode items = list.putArray("items");
            List<ObjectNode> matching = store.list(path.type(), path.namespace()).stream()
                    .filter(object -> key(object).compareTo(after) > 0)
                    .filter(selector)
                    .toList();
            matching.stream().limit(most).forEach(items::add);
            if (matching.size() > most) {
                metadata.put("continue", encode(key(items.get(items.size() - 1))));
                metadata.put("remainingItemCount", matching.size() - most);
            }
            return list;
        });
    }

    private static String key(JsonNode object) {
        return Json.namespace(object) + "\0" + Json.name(object);
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return "";
        }
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    }

    /** Query parameters a watch needs. */
    static long after(Map<String, String> query) {
        String version = query.getOrDefault("resourceVersion", "");
        try {
            return version.isEmpty() ? 0 : Long.parseLong(version);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("Invalid value: \"" + version + "\"");
        }
    }
}
