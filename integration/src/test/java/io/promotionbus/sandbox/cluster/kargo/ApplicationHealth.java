package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The health check that {@code argocd-update} registers, for one Application. */
final class ApplicationHealth {

    private final Cluster cluster;

    ApplicationHealth(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param status what the Stage's health shows of the Application */
    record Result(String health, List<String> issues, ObjectNode status) {}

    Result of(JsonNode check) {
        String name = check.path("name").asText();
        String namespace = check.path("namespace").asText();
        String app = "Argo CD Application \"" + name + "\" in namespace \"" + namespace + "\"";
        Optional<ObjectNode> found = cluster.get(ResourceTypes.APPLICATIONS, namespace, name);
        ObjectNode shown = Json.object().put("Name", name).put("Namespace", namespace);
        if (found.isEmpty()) {
            shown.putObject("health").put("status", "Unknown");
            shown.putObject("sync").put("status", "Unknown");
            return new Result("Unknown", List.of("unable to find " + app), shown);
        }
        JsonNode status = found.get().path("status");
        for (String field : List.of("health", "operationState", "sync", "conditions")) {
            if (status.has(field)) {
                shown.set(field, status.path(field).deepCopy());
            }
        }
        if (isStale(status)) {
            return result(
                    shown,
                    "Unknown",
                    app + " was not reconciled after its most recent operation completed; Application health status "
                            + "not trusted");
        }
        List<String> errors = new ArrayList<>();
        for (JsonNode condition : status.path("conditions")) {
            String type = condition.path("type").asText();
            if (type.equals("ComparisonError") || type.equals("InvalidSpecError")) {
                errors.add(app + " has \"" + type + "\" condition: "
                        + condition.path("message").asText());
            }
        }
        if (!errors.isEmpty()) {
            return new Result("Unhealthy", errors, shown);
        }
        return bySync(found.get(), check, app, shown);
    }

    private static Result result(ObjectNode shown, String health, String issue) {
        return new Result(health, List.of(issue), shown);
    }

    private static boolean isStale(JsonNode status) {
        String finished = status.path("operationState").path("finishedAt").asText("");
        String reconciled = status.path("reconciledAt").asText("");
        return !finished.isEmpty()
                && (reconciled.isEmpty() || Instant.parse(reconciled).isBefore(Instant.parse(finished)));
    }

    private static Result bySync(ObjectNode application, JsonNode check, String app, ObjectNode shown) {
        String desired = check.path("desiredRevisions").path(0).asText("");
        JsonNode status = application.path("status");
        if (!desired.isEmpty()) {
            boolean syncing = application.path("operation").has("sync")
                    || status.path("operationState")
                            .path("finishedAt")
                            .asText("")
                            .isEmpty();
            if (syncing) {
                return result(shown, "Unknown", app + " is being synced");
            }
            if (!status.path("sync").path("revision").asText("").equals(desired)) {
                String repository =
                        application.path("spec").path("source").path("repoURL").asText();
                return result(
                        shown,
                        "Unhealthy",
                        "Not all sources of " + app.substring("Argo CD ".length())
                                + " are synced to the desired revisions. Issues: Source 0 with RepoURL " + repository
                                + " of " + app.substring("Argo CD ".length())
                                + " does not match the desired revision \"" + desired + "\".");
            }
        }
        String health = status.path("health").path("status").asText("");
        return switch (health) {
            case "Healthy" -> new Result("Healthy", List.of(), shown);
            case "Progressing", "" -> result(shown, "Progressing", app + " is progressing");
            case "Suspended" -> result(shown, "Progressing", app + " is suspended");
            default -> result(shown, "Unhealthy", app + " has health state \"" + health + "\"");
        };
    }
}
