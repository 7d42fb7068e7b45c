package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Admission;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest.Operation;
import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.ApiException.Cause;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Kargo's webhook does to Stages. */
final class StageAdmission implements Admission {

    private final Cluster cluster;

    StageAdmission(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void mutate(AdmissionRequest request) {
        ObjectNode stage = request.subject();
        String shard = stage.path("spec").path("shard").asText("");
        Json.label(stage, Names.SHARD, shard.isEmpty() ? null : shard);
        Actors.enrich(stage, request.oldObject(), Names.REVERIFY, "id", request.user());
        Actors.enrich(stage, request.oldObject(), Names.ABORT, "id", request.user());
    }

    @Override
    public void validate(AdmissionRequest request) {
        if (request.operation() == Operation.DELETE) {
            return;
        }
        if (request.operation() == Operation.CREATE) {
            Projects.require(cluster, request.namespace());
        }
        ObjectNode stage = request.subject();
        List<Cause> causes = new ArrayList<>();
        JsonNode requests = stage.path("spec").path("requestedFreight");
        if (requests.isEmpty()) {
            causes.add(Cause.invalid(
                    "spec.requestedFreight", "0", "spec.requestedFreight in body should have at least 1 items"));
        }
        Set<String> origins = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            String origin = Cluster.originKey(requests.get(i).path("origin"));
            if (!origins.add(origin)) {
                causes.add(Cause.invalid(
                        "spec.requestedFreight",
                        Json.write(requests),
                        "freight with origin " + origin + " requested multiple times in spec.requestedFreight"));
            }
            sources(requests.get(i).path("sources"), "spec.requestedFreight[" + i + "].sources", causes);
        }
        if (!causes.isEmpty()) {
            throw ApiException.invalid(ResourceTypes.STAGES, Json.name(stage), causes);
        }
    }

    private static void sources(JsonNode sources, String path, List<Cause> causes) {
        String field = path + ".autoPromotionOptions.selectionPolicy";
        if (!sources.path("autoPromotionOptions")
                .path("selectionPolicy")
                .asText("")
                .equals("MatchUpstream")) {
            return;
        }
        if (sources.path("direct").asBoolean()) {
            causes.add(Cause.invalid(
                    field,
                    "\"MatchUpstream\"",
                    "selection policy 'MatchUpstream' cannot be used when accepting Freight directly from its origin"));
        }
        if (sources.path("stages").size() != 1) {
            causes.add(Cause.invalid(
                    field,
                    "\"MatchUpstream\"",
                    "selection policy 'MatchUpstream' requires exactly one upstream Stage to be specified"));
        }
    }
}
