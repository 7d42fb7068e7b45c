package io.promotionbus.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** The status a policy ought to have. Pure. */
final class PolicyStatus {

    private static final String READY = "Ready";

    private PolicyStatus() {}

    /**
     * As JSON.
     *
     * @param stages that exist in the policy's project
     * @param now used as the time of the transition when readiness changed
     */
    static ObjectNode wanted(PolicyVerdict verdict, Set<String> stages, Instant now) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("observedGeneration", verdict.object().generation());
        ObjectNode ready = status.putArray("conditions").addObject();
        String value = verdict.ready() ? "True" : "False";
        ready.put("type", READY);
        ready.put("status", value);
        ready.put("reason", verdict.reason());
        ready.put("message", verdict.ready() ? "The policy is in force" : verdict.message());
        ready.put("observedGeneration", verdict.object().generation());
        ready.put("lastTransitionTime", transition(verdict, value, now));
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

    private static String transition(PolicyVerdict verdict, String value, Instant now) {
        for (JsonNode condition : PolicyReader.tree(verdict.object().status()).path("conditions")) {
            if (READY.equals(condition.path("type").asText())
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
