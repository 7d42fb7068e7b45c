package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.ImageRef;
import io.promotionbus.sandbox.cluster.StepFailure;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Does what one promotion step does to the cluster. Steps that only touch files or Git leave their outputs behind. */
final class StepRunner {

    private static final Set<String> HARMLESS = Set.of(
            "copy",
            "delete",
            "file-write",
            "git-clear",
            "helm-template",
            "helm-update-chart",
            "http",
            "json-parse",
            "json-update",
            "kustomize-build",
            "set-metadata",
            "yaml-merge",
            "yaml-parse",
            "yaml-update",
            "git-tag",
            "untar",
            "tar",
            "toml-parse",
            "toml-update");

    private final Cluster cluster;
    private final ArgoCd argoCd;

    StepRunner(Cluster cluster, ArgoCd argoCd) {
        this.cluster = cluster;
        this.argoCd = argoCd;
    }

    /** How a step went: status as Kargo names it, {@code Running} if it waits for something. */
    record Outcome(String status, String message) {
        static final Outcome SUCCEEDED = new Outcome("Succeeded", "");
        static final Outcome SKIPPED = new Outcome("Skipped", "");
        static final Outcome RUNNING = new Outcome("Running", "");
    }

    Outcome run(PromotionRun run) {
        boolean sync = run.uses().equals("argocd-update");
        if (run.isBad() && run.bad != null && !(sync && run.bad.step().equals("after-sync"))) {
            return badly(run, run.bad.how());
        }
        try {
            return step(run);
        } catch (Expressions.ExpressionException e) {
            return errored(run, "failed to build step context: " + e.getMessage());
        }
    }

    private static Outcome badly(PromotionRun run, StepFailure how) {
        return switch (how) {
            case ERRORED -> errored(run, "told to fail");
            case FAILED -> new Outcome("Failed", "step \"" + run.alias() + "\": failed: told to fail");
            case HANGS -> Outcome.RUNNING;
        };
    }

    private static Outcome errored(PromotionRun run, String why) {
        String step = "\"" + run.alias() + "\"";
        return new Outcome(
                "Errored", "step " + step + " met error threshold of 1: error running step " + step + ": " + why);
    }

    private Outcome step(PromotionRun run) {
        JsonNode config = run.current().path("config");
        ObjectNode output = Json.object();
        switch (run.uses()) {
            case "argocd-update" -> {
                return argoCdUpdate(run, config);
            }
            case "fail" -> {
                String message = Expressions.template(config.path("message").asText(""), run);
                return new Outcome("Failed", "step \"" + run.alias() + "\": failed: " + message);
            }
            case "git-clone" -> {
                ObjectNode commits = output.putObject("commits");
                config.path("checkout")
                        .forEach(checkout -> commits.put(checkout.path("path").asText(), checkedOut(run, checkout)));
            }
            case "compose-output" ->
                config.properties()
                        .forEach(entry -> output.put(
                                entry.getKey(),
                                Expressions.template(entry.getValue().asText(), run)));
            case "kustomize-set-image" -> output.put("commitMessage", "Updated images");
            case "git-commit" -> {
                boolean unchanged = revision(run).equals(deployedRevision(run));
                run.state.set(run.alias(), Json.object().put("commit", revision(run)));
                return unchanged ? Outcome.SKIPPED : Outcome.SUCCEEDED;
            }
            case "git-push" -> output.put("branch", "env/" + run.stage()).put("commit", revision(run));
            default -> {
                if (!HARMLESS.contains(run.uses())) {
                    return new Outcome(
                            "Errored",
                            "step kind \"" + run.uses() + "\" is not registered; verify the kind is correct; if you "
                                    + "are a Kargo Enterprise user, you may need to enable the promotion controller");
                }
            }
        }
        if (!output.isEmpty()) {
            run.state.set(run.alias(), output);
        }
        return Outcome.SUCCEEDED;
    }

    private static String checkedOut(PromotionRun run, JsonNode checkout) {
        String commit = Expressions.template(checkout.path("commit").asText(""), run);
        String branch = Expressions.template(checkout.path("branch").asText(""), run);
        return commit.matches("[0-9a-f]{40}") ? commit : FreightIds.sha1(branch.isEmpty() ? commit : branch);
    }

    /** The commit that deploying this Freight to this stage makes: the same Freight, the same commit. */
    private static String revision(PromotionRun run) {
        return FreightIds.sha1(run.project() + "/" + run.stage() + "\n"
                + Json.write(run.freight().path("images")));
    }

    private String deployedRevision(PromotionRun run) {
        return cluster.store().list(ResourceTypes.APPLICATIONS, null).stream()
                .filter(app -> isAuthorized(app, run))
                .map(app -> app.path("status").path("sync").path("revision").asText(""))
                .findFirst()
                .orElse("");
    }

    private static boolean isAuthorized(JsonNode application, PromotionRun run) {
        return AuthorizedStages.of(application).contains(new Target(run.project(), run.stage()));
    }

    private Outcome argoCdUpdate(PromotionRun run, JsonNode config) {
        List<ObjectNode> applications = new ArrayList<>();
        ArrayNode checked = Json.MAPPER.createArrayNode();
        String revision = "";
        for (JsonNode app : config.path("apps")) {
            String name = Expressions.template(app.path("name").asText(""), run);
            String namespace = Expressions.template(app.path("namespace").asText("argocd"), run);
            Optional<ObjectNode> found = cluster.get(ResourceTypes.APPLICATIONS, namespace, name);
            String shown = "Argo CD Application \"" + name + "\" in namespace \"" + namespace + "\"";
            if (found.isEmpty()) {
                return errored(run, "unable to find " + shown);
            }
            if (!isAuthorized(found.get(), run)) {
                return errored(run, shown + " is not authorized");
            }
            applications.add(found.get());
            ObjectNode check = checked.addObject();
            String desired = Expressions.template(
                    app.path("sources").path(0).path("desiredRevision").asText(""), run);
            if (!desired.isEmpty()) {
                check.putArray("desiredRevisions").add(desired);
                revision = desired;
            }
            check.put("name", name).put("namespace", namespace);
        }
        if (run.awaiting == null) {
            String target = revision.isEmpty() ? revision(run) : revision;
            run.awaiting = target;
            applications.forEach(application -> sync(run, application, target));
            return Outcome.RUNNING;
        }
        if (!applications.stream().allMatch(application -> isSynced(application, run))) {
            return Outcome.RUNNING;
        }
        if (run.isBad() && run.bad != null) {
            return badly(run, run.bad.how());
        }
        ObjectNode healthCheck = run.healthChecks.addObject();
        healthCheck.putObject("config").set("apps", checked);
        healthCheck.put("uses", "argocd-update");
        return Outcome.SUCCEEDED;
    }

    private void sync(PromotionRun run, ObjectNode application, String revision) {
        List<ImageRef> images = new ArrayList<>();
        run.freight()
                .path("images")
                .forEach(image -> images.add(new ImageRef(
                        image.path("repoURL").asText(),
                        image.path("tag").asText(),
                        image.path("digest").asText())));
        String actor = Json.annotation(run.promotion(), Names.CREATE_ACTOR);
        argoCd.sync(
                application,
                new Target(run.project(), run.stage()),
                run.name(),
                actor == null ? "kargo-controller" : actor,
                revision,
                images);
    }

    private static boolean isSynced(JsonNode application, PromotionRun run) {
        JsonNode operation = application.path("status").path("operationState");
        for (JsonNode info : operation.path("operation").path("info")) {
            if (info.path("name").asText().equals("kargo.akuity.io/promotion")
                    && info.path("value").asText().equals(run.name())) {
                return operation.path("phase").asText().equals("Succeeded");
            }
        }
        return false;
    }
}
