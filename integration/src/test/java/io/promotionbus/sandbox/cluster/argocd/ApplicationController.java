package io.promotionbus.sandbox.cluster.argocd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.Deployer;
import io.promotionbus.sandbox.cluster.ImageRef;
import io.promotionbus.sandbox.cluster.Rollout;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import io.promotionbus.sandbox.cluster.api.StoreEvent;
import io.promotionbus.sandbox.cluster.kargo.ArgoCd;
import io.promotionbus.sandbox.cluster.kargo.AuthorizedStages;
import io.promotionbus.sandbox.cluster.kargo.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Argo CD's side: sync operations, health of what runs. Right after an operation the health is still the one from
 * before, and {@code reconciledAt} says so, until the Application is reconciled a moment later.
 */
public final class ApplicationController implements ArgoCd {

    private static final int HISTORY = 10;

    private final Cluster cluster;
    private final Deployer deployer;
    private final Map<Target, String> overrides = new ConcurrentHashMap<>();
    private final Map<Target, Duration> staleNext = new ConcurrentHashMap<>();
    private final Map<String, Long> staleUntil = new ConcurrentHashMap<>();

    public ApplicationController(Cluster cluster, Deployer deployer) {
        this.cluster = cluster;
        this.deployer = deployer;
    }

    /** Starts watching; what ran before a restart is deployed again. */
    public void start() {
        deployer.onChange(target -> applications(target).forEach(this::enqueue));
        cluster.store().listen(this::changed);
        for (ObjectNode application : cluster.store().list(ResourceTypes.APPLICATIONS, null)) {
            List<ImageRef> images = deployed(application);
            List<Target> targets = AuthorizedStages.of(application);
            if (!images.isEmpty() && !targets.isEmpty() && deployer.state(targets.get(0)) == Rollout.NOTHING) {
                deployer.sync(targets.get(0), images);
            }
            enqueue(application);
        }
    }

    private void changed(StoreEvent event) {
        if (!event.type().equals(ResourceTypes.APPLICATIONS) || event.kind() == StoreEvent.Kind.DELETED) {
            return;
        }
        ObjectNode before = event.previous();
        ObjectNode now = event.object();
        boolean asked = before == null
                || !before.path("spec").equals(now.path("spec"))
                || !Objects.equals(
                        Json.annotation(before, "argocd.argoproj.io/refresh"),
                        Json.annotation(now, "argocd.argoproj.io/refresh"));
        if (asked) {
            enqueue(now);
        }
        if (now.path("operation").has("sync") && (before == null || !before.has("operation"))) {
            String revision =
                    now.path("operation").path("sync").path("revision").asText("");
            List<Target> targets = AuthorizedStages.of(now);
            if (!targets.isEmpty()) {
                operate(now, targets.get(0), revision, deployed(now));
            }
        }
    }

    private List<ObjectNode> applications(Target target) {
        return cluster.store().list(ResourceTypes.APPLICATIONS, null).stream()
                .filter(application -> AuthorizedStages.of(application).contains(target))
                .toList();
    }

    private void enqueue(ObjectNode application) {
        String namespace = Json.namespace(application);
        String name = Json.name(application);
        cluster.loop().enqueue("application/" + namespace + "/" + name, () -> reconcile(namespace, name));
    }

    /** Overrides what is reported: Unhealthy, Progressing, Unknown, RevisionMismatch, or null = the truth. */
    public void override(Target target, @Nullable String health) {
        if (health == null) {
            overrides.remove(target);
        } else {
            overrides.put(target, health);
        }
        for (ObjectNode application : applications(target)) {
            if (health == null || health.equals("RevisionMismatch")) {
                change(application, status -> {
                    JsonNode wanted =
                            status.path("operationState").path("syncResult").path("revision");
                    String revision = wanted.asText("");
                    ObjectNode sync = status.withObjectProperty("sync");
                    sync.put("revision", health == null ? revision : foreign(revision))
                            .put("status", "Synced");
                });
            }
            enqueue(application);
        }
    }

    /** Some commit that nobody promoted. */
    private static String foreign(String revision) {
        return new StringBuilder(revision.isEmpty() ? "0123456789abcdef0123456789abcdef01234567" : revision)
                .reverse()
                .toString();
    }

    /** After the next sync to this stage the old health is believed for a while although a rollout goes on. */
    public void staleHealth(Target target, Duration time) {
        staleNext.put(target, time);
    }

    @Override
    public void sync(
            ObjectNode application,
            Target target,
            String promotion,
            String actor,
            String revision,
            List<ImageRef> images) {
        cluster.change(ResourceTypes.APPLICATIONS, Json.namespace(application), Json.name(application), object -> {
            ObjectNode status = object.withObjectProperty("status");
            ObjectNode state = status.putObject("operationState");
            ObjectNode operation = state.putObject("operation");
            ArrayNode info = operation.putArray("info");
            info.addObject()
                    .put("name", "Reason")
                    .put("value", "Promotion triggered a sync of this Application resource.");
            info.addObject().put("name", "kargo.akuity.io/promotion").put("value", promotion);
            operation.putObject("initiatedBy").put("username", actor);
            operation.putObject("retry");
            operation.putObject("sync");
            state.put("phase", "Running").put("startedAt", cluster.now());
            status.withObjectProperty("sync").put("status", "OutOfSync");
        });
        cluster.loop()
                .after(
                        cluster.timings().sync(),
                        () -> finish(Json.namespace(application), Json.name(application), target, revision, images));
    }

    /** A sync that somebody else asked for, by writing {@code operation}. */
    private void operate(ObjectNode application, Target target, String revision, List<ImageRef> images) {
        cluster.loop().enqueue("operation/" + Json.name(application), () -> {
            String actor = application
                    .path("operation")
                    .path("initiatedBy")
                    .path("username")
                    .asText("admin");
            cluster.change(
                    ResourceTypes.APPLICATIONS,
                    Json.namespace(application),
                    Json.name(application),
                    object -> object.remove("operation"));
            String present =
                    application.path("status").path("sync").path("revision").asText("");
            sync(application, target, "", actor, revision.isEmpty() ? present : revision, images);
        });
    }

    private void finish(String namespace, String name, Target target, String revision, List<ImageRef> images) {
        overrides.remove(target, "RevisionMismatch");
        Duration stale = staleNext.remove(target);
        if (!images.isEmpty()) {
            deployer.sync(target, images);
        }
        Instant now = cluster.instant();
        cluster.change(ResourceTypes.APPLICATIONS, namespace, name, object -> {
            ObjectNode status = object.withObjectProperty("status");
            ObjectNode state = status.withObjectProperty("operationState");
            state.put("finishedAt", cluster.now()).put("message", "successfully synced (all tasks run)");
            state.put("phase", "Succeeded");
            ObjectNode result = state.putObject("syncResult");
            result.put("revision", revision).set("source", object.path("spec").path("source"));
            status.withObjectProperty("sync").put("revision", revision).put("status", "Synced");
            ArrayNode summary = status.withObjectProperty("summary").putArray("images");
            images.forEach(image -> summary.add(image.repoUrl() + ":" + image.tag() + "@" + image.digest()));
            history(status, object, revision, state);
            // Times have whole seconds; an earlier one says that health was not looked at since.
            Instant reconciled = stale == null ? now.minus(1, ChronoUnit.SECONDS) : now;
            status.put(
                    "reconciledAt", reconciled.truncatedTo(ChronoUnit.SECONDS).toString());
        });
        Duration lag = stale == null ? cluster.timings().reconcileLag() : stale;
        staleUntil.put(namespace + "/" + name, System.nanoTime() + lag.toNanos());
        cluster.loop().after(lag, () -> reconcile(namespace, name));
    }

    private static void history(ObjectNode status, JsonNode object, String revision, JsonNode state) {
        ArrayNode history = status.withArrayProperty("history");
        long id = history.isEmpty()
                ? 0
                : history.get(history.size() - 1).path("id").asLong() + 1;
        ObjectNode entry = history.addObject();
        entry.put("deployStartedAt", state.path("startedAt").asText());
        entry.put("deployedAt", state.path("finishedAt").asText()).put("id", id).put("revision", revision);
        entry.set("source", object.path("spec").path("source"));
        while (history.size() > HISTORY) {
            history.remove(0);
        }
    }

    private static List<ImageRef> deployed(JsonNode application) {
        List<ImageRef> images = new ArrayList<>();
        for (String image :
                Json.strings(application.path("status").path("summary").path("images"))) {
            int at = image.indexOf('@');
            int colon = image.lastIndexOf(':', at);
            if (at > 0 && colon > 0) {
                images.add(new ImageRef(
                        image.substring(0, colon), image.substring(colon + 1, at), image.substring(at + 1)));
            }
        }
        return images;
    }

    private void reconcile(String namespace, String name) {
        Long until = staleUntil.get(namespace + "/" + name);
        if (until != null && System.nanoTime() - until < 0) {
            return;
        }
        cluster.store()
                .locked(() -> cluster.get(ResourceTypes.APPLICATIONS, namespace, name)
                        .ifPresent(application -> report(application)));
    }

    private void report(ObjectNode application) {
        List<Target> targets = AuthorizedStages.of(application);
        String told = targets.isEmpty() ? null : overrides.get(targets.get(0));
        String health = told == null || told.equals("RevisionMismatch") ? truth(targets) : shown(told);
        change(application, status -> {
            ObjectNode shown = status.withObjectProperty("health");
            if (!shown.path("status").asText("").equals(health)) {
                shown.put("status", health).put("lastTransitionTime", cluster.now());
            }
            if (!status.has("sync")) {
                status.putObject("sync").put("status", "OutOfSync");
            }
            String finished = status.path("operationState").path("finishedAt").asText("");
            boolean operating = status.path("operationState").has("phase") && finished.isEmpty();
            if (!operating) {
                boolean untrusted = "Unknown".equals(told) && !finished.isEmpty();
                status.put(
                        "reconciledAt",
                        untrusted ? Instant.parse(finished).minusSeconds(1).toString() : cluster.now());
            }
        });
    }

    private static String shown(String told) {
        return told.equals("Unhealthy") ? "Degraded" : told;
    }

    private String truth(List<Target> targets) {
        if (targets.isEmpty()) {
            return "Healthy";
        }
        return switch (deployer.state(targets.get(0))) {
            case NOTHING -> "Missing";
            case READY -> "Healthy";
            case PROGRESSING, CRASHED -> "Progressing";
            case FAILED -> "Degraded";
        };
    }

    private void change(ObjectNode application, java.util.function.Consumer<ObjectNode> change) {
        cluster.status(ResourceTypes.APPLICATIONS, Json.namespace(application), Json.name(application), change);
    }

    /** Forgets overrides and what is under way. */
    public void reset() {
        overrides.clear();
        staleNext.clear();
        staleUntil.clear();
    }
}
