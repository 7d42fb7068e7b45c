package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import io.promotionbus.sandbox.cluster.api.Selectors;
import java.util.regex.Pattern;

/** ProjectConfig's promotionPolicies: the first whose selector matches decides. */
final class PromotionPolicies {

    private final Cluster cluster;

    PromotionPolicies(Cluster cluster) {
        this.cluster = cluster;
    }

    boolean isAutomatic(JsonNode stage) {
        String project = Json.namespace(stage);
        return cluster.get(ResourceTypes.PROJECT_CONFIGS, project, project)
                .map(config -> firstMatch(config, stage))
                .orElse(false);
    }

    private static boolean firstMatch(JsonNode config, JsonNode stage) {
        for (JsonNode policy : config.path("spec").path("promotionPolicies")) {
            JsonNode selector = policy.path("stageSelector");
            String name = selector.isMissingNode()
                    ? policy.path("stage").asText("")
                    : selector.path("name").asText("");
            if (matchesName(name, Json.name(stage))
                    && Selectors.ofObject(selector).test(stage)) {
                return policy.path("autoPromotionEnabled").asBoolean();
            }
        }
        return false;
    }

    private static boolean matchesName(String pattern, String name) {
        if (pattern.isEmpty()) {
            return true;
        }
        if (pattern.startsWith("glob:")) {
            String regex =
                    Pattern.quote(pattern.substring(5)).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
            return name.matches(regex);
        }
        if (pattern.startsWith("regex:") || pattern.startsWith("regexp:")) {
            return Pattern.compile(pattern.substring(pattern.indexOf(':') + 1))
                    .matcher(name)
                    .find();
        }
        return pattern.equals(name);
    }
}
