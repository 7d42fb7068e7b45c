package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Admission;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest.Operation;
import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.ApiException.Cause;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.Rbac;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import io.promotionbus.sandbox.cluster.api.User;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What Kargo's webhook does to Promotions. */
final class PromotionAdmission implements Admission {

    private final Cluster cluster;
    private final Rbac rbac;
    private final Availability availability;
    private final PromotionPolicies policies;
    private final PromotionSteps steps;
    private final KargoEvents events;
    private final Ulids ulids = new Ulids();

    PromotionAdmission(
            Cluster cluster,
            Rbac rbac,
            Availability availability,
            PromotionPolicies policies,
            PromotionSteps steps,
            KargoEvents events) {
        this.cluster = cluster;
        this.rbac = rbac;
        this.availability = availability;
        this.policies = policies;
        this.steps = steps;
        this.events = events;
    }

    @Override
    public void mutate(AdmissionRequest request) {
        ObjectNode promotion = request.subject();
        String stageName = promotion.path("spec").path("stage").asText("");
        String namespace = request.namespace();
        ObjectNode stage = cluster.get(ResourceTypes.STAGES, namespace, stageName)
                .orElseThrow(() -> ApiException.invalid(
                        ResourceTypes.PROMOTIONS,
                        request.name(),
                        List.of(Cause.invalid(
                                "spec.stage",
                                quote(stageName),
                                "could not find Stage \"" + stageName + "\" in namespace \"" + namespace + "\""))));
        ObjectNode old = request.oldObject();
        if (request.operation() == Operation.CREATE) {
            create(request.user(), promotion, stage);
        } else if (old != null) {
            for (String kept : List.of(Names.CREATE_ACTOR, Names.HOLD, Names.RESUME)) {
                Json.annotate(promotion, kept, Json.annotation(old, kept));
            }
            Actors.enrich(promotion, old, Names.ABORT, "action", request.user());
        }
        String shard = stage.path("spec").path("shard").asText("");
        Json.label(promotion, Names.SHARD, shard.isEmpty() ? null : shard);
        Json.label(promotion, Names.STAGE, stageName);
        Json.annotate(promotion, Names.STAGE, stageName);
        own(promotion, stage);
    }

    private void create(User user, ObjectNode promotion, ObjectNode stage) {
        ObjectNode spec = promotion.withObjectProperty("spec");
        if (spec.has("origin") && spec.path("freight").asText("").isEmpty()) {
            spec.put("freight", resolve(promotion, stage));
            spec.remove("origin");
        }
        String freight = spec.path("freight").asText("");
        Json.metadata(promotion).put("name", freight.isEmpty() ? "" : name(Json.name(stage), freight));
        boolean controlPlane = Actors.isControlPlane(user);
        if (!controlPlane) {
            Json.annotate(promotion, Names.CREATE_ACTOR, Actors.of(user));
        }
        Actors.enrich(promotion, null, Names.ABORT, "action", user);
        if (Cluster.isControlFlow(stage)) {
            throw invalid(
                    promotion,
                    "spec.stage",
                    quote(Json.name(stage)),
                    "Stage \"" + Json.name(stage) + "\" in namespace \"" + Json.namespace(stage)
                            + "\" defines no promotion steps");
        }
        JsonNode template = stage.path("spec").path("promotionTemplate").path("spec");
        ArrayNode vars = Json.MAPPER.createArrayNode();
        stage.path("spec").path("vars").forEach(variable -> vars.add(variable.deepCopy()));
        template.path("vars").forEach(variable -> vars.add(variable.deepCopy()));
        if (vars.isEmpty()) {
            spec.remove("vars");
        } else {
            spec.set("vars", vars);
        }
        spec.set("steps", steps.inflate(Json.namespace(stage), template.path("steps"), vars));
        if (!controlPlane) {
            infer(promotion, stage);
        }
    }

    private String name(String stage, String freight) {
        String hash = freight.length() > 7 ? freight.substring(0, 7) : freight;
        return (stage + "." + ulids.next(cluster.instant().toEpochMilli()) + "." + hash).toLowerCase(Locale.ROOT);
    }

    private String resolve(ObjectNode promotion, ObjectNode stage) {
        String origin = Cluster.originKey(promotion.path("spec").path("origin"));
        ObjectNode candidate = availability.candidates(stage).get(origin);
        if (candidate == null) {
            throw invalid(
                    promotion,
                    "spec.origin",
                    quote(origin),
                    "no auto-promotion candidate found for origin \"" + origin + "\" on Stage \"" + Json.name(stage)
                            + "\"");
        }
        return Json.name(candidate);
    }

    /** Whoever promotes by hand something else than the candidate wants it to stay. */
    private void infer(ObjectNode promotion, ObjectNode stage) {
        Json.annotate(promotion, Names.HOLD, null);
        Json.annotate(promotion, Names.RESUME, null);
        String freight = promotion.path("spec").path("freight").asText("");
        Optional<ObjectNode> found = cluster.get(ResourceTypes.FREIGHTS, Json.namespace(stage), freight);
        if (found.isEmpty() || !policies.isAutomatic(stage)) {
            return;
        }
        String origin = Cluster.originKey(found.get().path("origin"));
        Map<String, ObjectNode> candidates = availability.candidates(stage);
        ObjectNode candidate = candidates.get(origin);
        boolean same = candidate != null && Json.name(candidate).equals(freight);
        Json.annotate(promotion, same ? Names.RESUME : Names.HOLD, origin);
    }

    private static void own(ObjectNode promotion, ObjectNode stage) {
        ArrayNode owners = Json.metadata(promotion).putArray("ownerReferences");
        owners.addObject()
                .put("apiVersion", ResourceTypes.STAGES.apiVersion())
                .put("blockOwnerDeletion", true)
                .put("controller", true)
                .put("kind", "Stage")
                .put("name", Json.name(stage))
                .put("uid", stage.path("metadata").path("uid").asText());
    }

    @Override
    public void validate(AdmissionRequest request) {
        ObjectNode promotion = request.subject();
        switch (request.operation()) {
            case CREATE -> validateCreate(request, promotion);
            case UPDATE -> {
                authorize(request, promotion, "update", true);
                ObjectNode old = request.oldObject();
                if (old != null && !old.path("spec").equals(promotion.path("spec"))) {
                    throw invalid(promotion, "spec", Json.write(promotion.path("spec")), "spec is immutable");
                }
            }
            case DELETE -> authorize(request, promotion, "delete", false);
        }
    }

    private void validateCreate(AdmissionRequest request, ObjectNode promotion) {
        Projects.require(cluster, request.namespace());
        authorize(request, promotion, "create", true);
        String freightName = promotion.path("spec").path("freight").asText("");
        Optional<ObjectNode> stage = cluster.get(
                ResourceTypes.STAGES,
                request.namespace(),
                promotion.path("spec").path("stage").asText());
        Optional<ObjectNode> freight = cluster.get(ResourceTypes.FREIGHTS, request.namespace(), freightName);
        if (stage.isEmpty() || freight.isEmpty() || !availability.isAvailable(stage.get(), freight.get())) {
            throw invalid(promotion, "spec.freight", quote(freightName), "Freight is not available to this Stage");
        }
        if (!Actors.isControlPlane(request.user())) {
            String actor = Actors.of(request.user());
            events.promotion(
                    "PromotionCreated",
                    "Promotion created for Stage \"" + Json.name(stage.get()) + "\" by \"" + actor + "\"",
                    actor,
                    promotion,
                    freight.get());
        }
    }

    private void authorize(AdmissionRequest request, ObjectNode promotion, String action, boolean wrapped) {
        String stage = promotion.path("spec").path("stage").asText("");
        Rbac.Access access = new Rbac.Access("promote", ResourceTypes.KARGO, "stages", request.namespace(), stage);
        if (rbac.allows(request.user(), access)) {
            return;
        }
        String who = "subject \"" + request.user().name() + "\" is not permitted to " + action
                + " Promotions for Stage \"" + stage + "\"";
        if (!wrapped) {
            throw ApiException.forbidden(ResourceTypes.PROMOTIONS, Json.name(promotion), who);
        }
        throw ApiException.internal("Promotion.kargo.akuity.io \"" + Json.name(promotion) + "\" is forbidden: " + who);
    }

    private static ApiException invalid(ObjectNode promotion, String field, String value, String text) {
        return ApiException.invalid(
                ResourceTypes.PROMOTIONS, Json.name(promotion), List.of(Cause.invalid(field, value, text)));
    }

    private static String quote(String text) {
        return "\"" + text + "\"";
    }
}
