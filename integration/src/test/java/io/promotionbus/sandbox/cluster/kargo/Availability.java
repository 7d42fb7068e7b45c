package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which Freight may go where, and which of it auto-promotion would pick. */
final class Availability {

    private final Cluster cluster;

    Availability(Cluster cluster) {
        this.cluster = cluster;
    }

    /** May this Freight be promoted to the Stage at all? */
    boolean isAvailable(JsonNode stage, JsonNode freight) {
        if (!Json.namespace(stage).equals(Json.namespace(freight))) {
            return false;
        }
        for (JsonNode request : stage.path("spec").path("requestedFreight")) {
            if (!sameOrigin(request, freight)) {
                continue;
            }
            JsonNode sources = request.path("sources");
            if (freight.path("status").path("approvedFor").has(Json.name(stage))
                    || sources.path("direct").asBoolean()) {
                return true;
            }
            List<String> upstream = Json.strings(sources.path("stages"));
            if (sources.path("availabilityStrategy").asText("").equals("All")) {
                return upstream.stream().allMatch(one -> isReadyIn(freight, one, sources));
            }
            if (upstream.stream().anyMatch(one -> isReadyIn(freight, one, sources))) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameOrigin(JsonNode request, JsonNode freight) {
        return Cluster.originKey(request.path("origin")).equals(Cluster.originKey(freight.path("origin")));
    }

    private boolean isReadyIn(JsonNode freight, String stage, JsonNode sources) {
        return freight.path("status").path("verifiedIn").has(stage) && hasSoaked(freight, stage, sources);
    }

    private boolean hasSoaked(JsonNode freight, String stage, JsonNode sources) {
        String required = sources.path("requiredSoakTime").asText("");
        return required.isEmpty() || longestSoak(freight, stage).compareTo(GoDurations.parse(required)) >= 0;
    }

    private Duration longestSoak(JsonNode freight, String stage) {
        JsonNode verified = freight.path("status").path("verifiedIn").path(stage);
        if (verified.isMissingNode()) {
            return Duration.ZERO;
        }
        String completed = verified.path("longestSoak").asText("");
        Duration longest = completed.isEmpty() ? Duration.ZERO : GoDurations.parse(completed);
        String since = freight.path("status")
                .path("currentlyIn")
                .path(stage)
                .path("since")
                .asText("");
        if (!since.isEmpty()) {
            Duration current = Duration.between(Instant.parse(since), cluster.instant());
            return current.compareTo(longest) > 0 ? current : longest;
        }
        return longest;
    }

    /** Per origin, what auto-promotion would pick. */
    Map<String, ObjectNode> candidates(JsonNode stage) {
        Map<String, ObjectNode> picked = new HashMap<>();
        for (JsonNode request : stage.path("spec").path("requestedFreight")) {
            List<ObjectNode> available = listed(stage, request);
            boolean match = matchesUpstream(request);
            if (available.isEmpty() || (match && available.size() > 1)) {
                continue;
            }
            available.sort(Comparator.comparing(Availability::discoveredAt)
                    .thenComparing(Json::name)
                    .reversed());
            picked.put(Cluster.originKey(request.path("origin")), available.get(0));
        }
        return picked;
    }

    private static boolean matchesUpstream(JsonNode request) {
        return request.path("sources")
                .path("autoPromotionOptions")
                .path("selectionPolicy")
                .asText("")
                .equals("MatchUpstream");
    }

    static Instant discoveredAt(JsonNode freight) {
        String discovered = freight.path("discoveredAt").asText("");
        return Instant.parse(
                discovered.isEmpty()
                        ? freight.path("metadata").path("creationTimestamp").asText()
                        : discovered);
    }

    /** As Kargo lists it for auto-promotion, which is not the same as {@link #isAvailable} where soak is required. */
    private List<ObjectNode> listed(JsonNode stage, JsonNode request) {
        JsonNode sources = request.path("sources");
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode freight : cluster.list(ResourceTypes.FREIGHTS, Json.namespace(stage))) {
            if (!sameOrigin(request, freight)) {
                continue;
            }
            boolean wanted = sources.path("direct").asBoolean() || isListed(stage, sources, freight);
            if (wanted
                    && (!matchesUpstream(request)
                            || freight.path("status")
                                    .path("currentlyIn")
                                    .has(sources.path("stages").path(0).asText()))) {
                found.add(freight);
            }
        }
        return found;
    }

    private boolean isListed(JsonNode stage, JsonNode sources, JsonNode freight) {
        if (freight.path("status").path("approvedFor").has(Json.name(stage))) {
            return true;
        }
        List<String> upstream = Json.strings(sources.path("stages"));
        boolean all = sources.path("availabilityStrategy").asText("").equals("All");
        JsonNode verifiedIn = freight.path("status").path("verifiedIn");
        boolean verified = all
                ? upstream.stream().allMatch(verifiedIn::has)
                : upstream.stream().anyMatch(verifiedIn::has);
        if (!verified || sources.path("requiredSoakTime").asText("").isEmpty()) {
            return verified;
        }
        Set<String> soaked = new HashSet<>();
        verifiedIn.fieldNames().forEachRemaining(where -> {
            if (hasSoaked(freight, where, sources)) {
                soaked.add(where);
            }
        });
        return all ? soaked.equals(Set.copyOf(upstream)) : upstream.stream().anyMatch(soaked::contains);
    }
}
