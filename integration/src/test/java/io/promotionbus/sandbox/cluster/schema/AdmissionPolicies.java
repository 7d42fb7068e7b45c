package io.promotionbus.sandbox.cluster.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Admission;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest;
import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ObjectStore;
import io.promotionbus.sandbox.cluster.api.ResourceType;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import io.promotionbus.sandbox.cluster.api.Selectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ValidatingAdmissionPolicies in the cluster, with their bindings and parameters. */
public final class AdmissionPolicies implements Admission {

    private final ObjectStore store;
    private final ResourceTypes types;

    public AdmissionPolicies(ObjectStore store, ResourceTypes types) {
        this.store = store;
        this.types = types;
    }

    /** Refuses policies that are not CEL, and compiles the others ahead of their first use. */
    @Override
    public void mutate(AdmissionRequest request) {
        ObjectNode policy = request.object();
        if (policy != null && request.type().equals(ResourceTypes.ADMISSION_POLICIES)) {
            policy.findValuesAsText("expression").forEach(CelEnvironment::prepare);
            policy.findValuesAsText("messageExpression").forEach(CelEnvironment::prepare);
        }
    }

    @Override
    public void validate(AdmissionRequest request) {
        for (ObjectNode binding : store.list(ResourceTypes.ADMISSION_BINDINGS, null)) {
            String policyName = binding.path("spec").path("policyName").asText();
            Optional<ObjectNode> policy = store.get(ResourceTypes.ADMISSION_POLICIES, null, policyName);
            if (policy.isPresent()
                    && matches(policy.get().path("spec").path("matchConstraints"), request)
                    && inScope(binding.path("spec").path("matchResources"), request)
                    && denies(binding)) {
                enforce(policy.get(), binding, request);
            }
        }
    }

    private static boolean denies(JsonNode binding) {
        return Json.strings(binding.path("spec").path("validationActions")).contains("Deny");
    }

    private static boolean matches(JsonNode constraints, AdmissionRequest request) {
        String resource =
                request.type().plural() + (request.subresource().isEmpty() ? "" : "/" + request.subresource());
        for (JsonNode rule : constraints.path("resourceRules")) {
            if (contains(rule.path("apiGroups"), request.type().group())
                    && contains(rule.path("apiVersions"), request.type().version())
                    && contains(rule.path("operations"), request.operation().name())
                    && contains(rule.path("resources"), resource)
                    && named(rule.path("resourceNames"), request)) {
                return true;
            }
        }
        return false;
    }

    private static boolean named(JsonNode names, AdmissionRequest request) {
        return names.isEmpty() || Json.strings(names).contains(request.name());
    }

    private static boolean contains(JsonNode values, String wanted) {
        List<String> all = Json.strings(values);
        return all.contains("*") || all.contains(wanted);
    }

    private boolean inScope(JsonNode resources, AdmissionRequest request) {
        boolean ofNamespace = request.type().namespaced() || request.type().equals(ResourceTypes.NAMESPACES);
        return (!ofNamespace
                        || Selectors.ofObject(resources.path("namespaceSelector"))
                                .test(namespace(request)))
                && Selectors.ofObject(resources.path("objectSelector")).test(request.subject());
    }

    /** The namespace a request is in; for a request about a namespace that namespace, as it would become. */
    private JsonNode namespace(AdmissionRequest request) {
        if (request.type().equals(ResourceTypes.NAMESPACES)) {
            return request.subject();
        }
        return store.get(ResourceTypes.NAMESPACES, null, request.namespace()).orElseGet(Json::object);
    }

    private void enforce(ObjectNode policy, ObjectNode binding, AdmissionRequest request) {
        if (!policy.path("spec").has("paramKind")) {
            enforce(policy, binding, request, null);
            return;
        }
        List<ObjectNode> params = params(policy, binding, request);
        if (params.isEmpty()) {
            JsonNode action = binding.path("spec").path("paramRef").path("parameterNotFoundAction");
            if (action.asText("Deny").equals("Deny")) {
                throw refused(
                        policy,
                        binding,
                        request,
                        "Invalid",
                        "no params found for policy binding with `Deny` parameterNotFoundAction");
            }
            return;
        }
        params.forEach(param -> enforce(policy, binding, request, param));
    }

    private List<ObjectNode> params(ObjectNode policy, ObjectNode binding, AdmissionRequest request) {
        JsonNode kind = policy.path("spec").path("paramKind");
        Optional<ResourceType> type =
                types.byKind(kind.path("apiVersion").asText(), kind.path("kind").asText());
        if (type.isEmpty()) {
            return List.of();
        }
        JsonNode ref = binding.path("spec").path("paramRef");
        String given = ref.path("namespace").asText("");
        @Nullable String namespace = !type.get().namespaced() ? null : given.isEmpty() ? request.namespace() : given;
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode candidate : store.list(type.get(), namespace)) {
            boolean wanted = ref.has("name")
                    ? Json.name(candidate).equals(ref.path("name").asText())
                    : Selectors.ofObject(ref.path("selector")).test(candidate);
            if (wanted) {
                found.add(candidate);
            }
        }
        return found;
    }

    private void enforce(ObjectNode policy, ObjectNode binding, AdmissionRequest request, @Nullable ObjectNode params) {
        Map<String, Object> values = new HashMap<>();
        values.put("object", CelEnvironment.value(request.object()));
        values.put("oldObject", CelEnvironment.value(request.oldObject()));
        values.put("params", CelEnvironment.value(params));
        values.put("request", CelEnvironment.value(requestNode(request)));
        values.put("namespaceObject", CelEnvironment.value(namespace(request)));
        Map<String, Object> variables = new HashMap<>();
        values.put("variables", variables);
        JsonNode spec = policy.path("spec");
        try {
            for (JsonNode condition : spec.path("matchConditions")) {
                if (!holds(condition.path("expression").asText(), values)) {
                    return;
                }
            }
            define(spec.path("variables"), values, variables);
            for (JsonNode validation : spec.path("validations")) {
                if (!holds(validation.path("expression").asText(), values)) {
                    String reason = validation.path("reason").asText("Invalid");
                    throw refused(policy, binding, request, reason, message(validation, values));
                }
            }
        } catch (CelEnvironment.CelError e) {
            if (spec.path("failurePolicy").asText("Fail").equals("Fail")) {
                throw refused(policy, binding, request, "Invalid", String.valueOf(e.getMessage()));
            }
        }
    }

    /** A variable that cannot be evaluated is an error only where it is used. */
    private static void define(JsonNode definitions, Map<String, Object> values, Map<String, Object> variables) {
        for (JsonNode definition : definitions) {
            try {
                variables.put(
                        definition.path("name").asText(),
                        CelEnvironment.evaluate(definition.path("expression").asText(), values));
            } catch (CelEnvironment.CelError e) {
                variables.remove(definition.path("name").asText());
            }
        }
    }

    private static boolean holds(String expression, Map<String, Object> values) throws CelEnvironment.CelError {
        return Boolean.TRUE.equals(CelEnvironment.evaluate(expression, values));
    }

    private static String message(JsonNode validation, Map<String, Object> values) throws CelEnvironment.CelError {
        if (validation.has("messageExpression")) {
            return String.valueOf(
                    CelEnvironment.evaluate(validation.path("messageExpression").asText(), values));
        }
        String fallback = "failed expression: " + validation.path("expression").asText();
        return validation.path("message").asText(fallback);
    }

    private static ApiException refused(
            ObjectNode policy, ObjectNode binding, AdmissionRequest request, String reason, String message) {
        String text = "ValidatingAdmissionPolicy '" + Json.name(policy) + "' with binding '" + Json.name(binding)
                + "' denied request: " + message;
        if (reason.equals("Forbidden")) {
            return ApiException.forbidden(request.type(), request.name(), text).withCause(text);
        }
        return ApiException.status(
                        reason.equals("Unauthorized") ? 401 : 422,
                        request.type().qualified() + " \"" + request.name() + "\" is forbidden: " + text)
                .withCause(text);
    }

    private static ObjectNode requestNode(AdmissionRequest request) {
        ObjectNode node = Json.object();
        node.put("operation", request.operation().name());
        node.put("name", request.name()).put("namespace", request.namespace());
        node.put("subResource", request.subresource()).put("dryRun", false);
        ResourceType type = request.type();
        node.putObject("resource")
                .put("group", type.group())
                .put("version", type.version())
                .put("resource", type.plural());
        node.putObject("kind")
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.kind());
        ObjectNode user =
                node.putObject("userInfo").put("username", request.user().name());
        request.user().groups().forEach(user.putArray("groups")::add);
        return node;
    }
}
