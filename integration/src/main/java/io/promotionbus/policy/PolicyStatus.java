package io.promotionbus.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.kargo.PolicyObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The status a policy ought to have. Pure. */
final class PolicyStatus {

    private static final String READY = "Ready";
    private static final String SATISFIABLE = "Satisfiable";

    private PolicyStatus() {}

    /**
     * As JSON.
     *
     * @param unmet why the policy can never be met, empty when it can; absent while nobody knows, which leaves what is
     *     written
     * @param stages that exist in the policy's project
     * @param now used as the time of the transition when readiness changed
     */
    static ObjectNode wanted(PolicyVerdict verdict, Set<String> stages, @Nullable List<String> unmet, Instant now) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("observedGeneration", verdict.object().generation());
        ObjectNode ready = status.putArray("conditions").addObject();
        String value = verdict.ready() ? "True" : "False";
        ready.put("type", READY);
        ready.put("status", value);
        ready.put("reason", verdict.reason());
        ready.put("message", verdict.ready() ? "The policy is in force" : verdict.message());
        ready.put("observedGeneration", verdict.object().generation());
        ready.put("lastTransitionTime", transition(verdict, READY, value, now));
        addSatisfiable(verdict, status.withArray("conditions"), unmet, now);
        for (String name : Set.copyOf(verdict.stages()).stream().sorted().toList()) {
            ObjectNode stage = status.withArray("stages").addObject();
            stage.put("name", name);
            if (!verdict.ready()) {
                stage.put("state", "Held").put("reason", cut(verdict.message()));
            } else if (!stages.contains(name)) {
                stage.put("state", "Missing").put("reason", "There is no such Stage in this namespace");
            } else {
                stage.put("state", "Governed");
            }
        }
        return status;
    }

    /** Whether the policy's status, as observed, says the same. */
    static boolean upToDate(PolicyVerdict verdict, ObjectNode wanted) {
        return PolicyReader.tree(verdict.object().status()).equals(PolicyReader.tree(wanted.toString()));
    }

    /**
     * Why the policy can never be met, as its own status says: every replica sees the same, also while the identity
     * provider is away. Empty when it can, or when the status speaks of an earlier generation.
     */
    static String unmet(PolicyObject policy) {
        for (JsonNode condition : PolicyReader.tree(policy.status()).path("conditions")) {
            if (SATISFIABLE.equals(condition.path("type").asText())
                    && "False".equals(condition.path("status").asText())
                    && condition.path("observedGeneration").asLong(-1) == policy.generation()) {
                return "it can never be met: " + condition.path("message").asText();
            }
        }
        return "";
    }

    /** Only there when it is not met: what everybody expects needs no line. */
    private static void addSatisfiable(
            PolicyVerdict verdict, ArrayNode conditions, @Nullable List<String> unmet, Instant now) {
        if (unmet == null) {
            for (JsonNode condition : observed(verdict)) {
                if (SATISFIABLE.equals(condition.path("type").asText())) {
                    conditions.add(condition);
                }
            }
        } else if (!unmet.isEmpty()) {
            conditions
                    .addObject()
                    .put("type", SATISFIABLE)
                    .put("status", "False")
                    .put("reason", "CannotBeMet")
                    .put("message", cut(String.join("; ", unmet)))
                    .put("observedGeneration", verdict.object().generation())
                    .put("lastTransitionTime", transition(verdict, SATISFIABLE, "False", now));
        }
    }

    private static JsonNode observed(PolicyVerdict verdict) {
        return PolicyReader.tree(verdict.object().status()).path("conditions");
    }

    private static String transition(PolicyVerdict verdict, String type, String value, Instant now) {
        for (JsonNode condition : observed(verdict)) {
            if (type.equals(condition.path("type").asText())
                    && value.equals(condition.path("status").asText())
                    && condition.path("lastTransitionTime").isTextual()) {
                return condition.path("lastTransitionTime").textValue();
            }
        }
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String cut(String message) {
        return message.length() > 1_000 ? message.substring(0, 1_000) + "…" : message;
    }
}
