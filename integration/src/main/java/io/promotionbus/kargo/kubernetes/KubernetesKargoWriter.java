package io.promotionbus.kargo.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.GitCommit;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.RecordSighting;
import io.promotionbus.kargo.Sighting;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageEvents;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes to Kargo over the Kubernetes API, every field checked by the server ({@code fieldValidation=Strict}). What the
 * server answers is recorded at once, so that the next step need not wait for the watch to come round.
 */
@Component
class KubernetesKargoWriter implements KargoWriter {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesKargoWriter.class);
    private static final int DELETE_TRIES = 3;
    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldValidation("Strict")
            .build();

    private final KubernetesClient client;
    private final RecordSighting record;
    private final ObservedCluster cluster;
    private final StageEvents events;
    private final Clock wall;
    private final ObjectReader reader = new ObjectReader();

    KubernetesKargoWriter(
            KubernetesClient client, RecordSighting record, ObservedCluster cluster, StageEvents events, Clock wall) {
        this.client = client;
        this.record = record;
        this.cluster = cluster;
        this.events = events;
        this.wall = wall;
    }

    @Override
    public FreightResult createFreight(
            String project,
            Origin origin,
            List<Image> images,
            List<GitCommit> commits,
            @Nullable Instant discoveredAt) {
        if (images.stream().anyMatch(image -> image.digest().isEmpty())) {
            // Kargo would take it, and promote whatever the tag happens to be by then.
            throw new IllegalArgumentException("Freight needs the digest of every image");
        }
        GenericKubernetesResource wanted = KargoObjects.freight(project, origin, images, commits, discoveredAt);
        try {
            Sighting.Seen seen = created(Kind.Freight, project, wanted);
            return new FreightResult.Created((Freight) seen.object());
        } catch (KubernetesClientException failure) {
            return switch (ClusterFailures.of(failure)) {
                case Exists -> new FreightResult.Existed(KargoObjects.conflictingName(failure));
                case Denied -> new FreightResult.Refused(403, ClusterFailures.message(failure));
                case Refused -> new FreightResult.Refused(failure.getCode(), ClusterFailures.message(failure));
                case Unavailable -> throw ClusterFailures.unavailable("Freight was not created", failure);
            };
        }
    }

    @Override
    public PromoteResult promote(String project, String stage, String freight, String attempt, boolean rollback) {
        GenericKubernetesResource wanted = KargoObjects.promotion(project, stage, freight, attempt, rollback);
        try {
            Sighting.Seen seen = created(Kind.Promotion, project, wanted);
            return new PromoteResult.Created((KargoPromotion) seen.object());
        } catch (KubernetesClientException failure) {
            return switch (ClusterFailures.of(failure)) {
                case Denied -> new PromoteResult.Denied(ClusterFailures.message(failure));
                case Refused -> new PromoteResult.Invalid(ClusterFailures.message(failure));
                // The name is the server's; if it ever collides, the next try gets another one.
                case Exists, Unavailable -> throw ClusterFailures.unavailable("The Promotion was not created", failure);
            };
        }
    }

    private Sighting.Seen created(Kind kind, String project, GenericKubernetesResource wanted) {
        GenericKubernetesResource created = client.genericKubernetesResources(Api.context(kind))
                .inNamespace(project)
                .resource(wanted)
                .fieldValidation(Validation.STRICT)
                .create();
        Sighting.Seen seen = reader.read(kind, created).orElseThrow();
        recordSoon(seen);
        return seen;
    }

    @Override
    public List<KargoPromotion> findByAttempt(String project, String attempt) {
        try {
            return client
                    .genericKubernetesResources(Api.context(Kind.Promotion))
                    .inNamespace(project)
                    .withLabel(Api.ATTEMPT_LABEL, attempt)
                    .list()
                    .getItems()
                    .stream()
                    .map(found -> (KargoPromotion)
                            reader.read(Kind.Promotion, found).orElseThrow().object())
                    .sorted(Comparator.comparing(KargoPromotion::createdAt).thenComparing(KargoPromotion::name))
                    .toList();
        } catch (KubernetesClientException failure) {
            throw refusedOrUnavailable("Promotions of attempt " + attempt + " were not listed", failure);
        }
    }

    @Override
    public void deletePending(String project, String promotion) {
        try {
            for (int tries = 1; !deletedOrStarted(project, promotion); tries++) {
                if (tries == DELETE_TRIES) {
                    LOG.info("Promotion {}/{} keeps changing and is left to run", project, promotion);
                    return;
                }
            }
        } catch (KubernetesClientException failure) {
            throw refusedOrUnavailable("Promotion " + promotion + " was not deleted", failure);
        }
    }

    /** Deletes exactly the version that was seen to be pending; false when it changed in between. */
    private boolean deletedOrStarted(String project, String name) {
        var resource = client.genericKubernetesResources(Api.context(Kind.Promotion))
                .inNamespace(project)
                .withName(name);
        GenericKubernetesResource found = resource.get();
        if (found == null) {
            return true;
        }
        String phase = ((KargoPromotion)
                        reader.read(Kind.Promotion, found).orElseThrow().object())
                .phase();
        if (!phase.isEmpty() && !phase.equals("Pending")) {
            return true;
        }
        try {
            resource.lockResourceVersion(found.getMetadata().getResourceVersion())
                    .delete();
            return true;
        } catch (KubernetesClientException failure) {
            if (failure.getCode() == 409) {
                return false;
            }
            throw failure;
        }
    }

    @Override
    public void refreshWarehouse(String project, String warehouse, String token) {
        try {
            client.genericKubernetesResources(Api.context(Kind.Warehouse))
                    .inNamespace(project)
                    .withName(warehouse)
                    .patch(MERGE, KargoObjects.annotation(Api.REFRESH_ANNOTATION, token));
        } catch (KubernetesClientException failure) {
            throw refusedOrUnavailable("Warehouse " + warehouse + " was not refreshed", failure);
        }
    }

    @Override
    public void approveFor(String project, String freight, String stage) {
        status(
                Kind.Freight,
                project,
                freight,
                KargoObjects.approvedFor(stage, wall.instant()),
                "Freight " + freight + " was not approved for " + stage);
    }

    @Override
    public void liftHolds(String project, String stage) {
        boolean held = cluster.stage(project, stage)
                .map(observed -> !observed.holds().isEmpty())
                .orElse(true);
        if (held) {
            status(
                    Kind.Stage,
                    project,
                    stage,
                    KargoObjects.withoutHolds(),
                    "The holds of " + stage + " were not lifted");
        }
    }

    private void status(Kind kind, String project, String name, String patch, String failed) {
        GenericKubernetesResource patched;
        try {
            patched = client.genericKubernetesResources(Api.context(kind))
                    .inNamespace(project)
                    .withName(name)
                    .subresource("status")
                    .patch(MERGE, patch);
        } catch (KubernetesClientException failure) {
            throw refusedOrUnavailable(failed, failure);
        }
        reader.read(kind, patched).ifPresent(this::recordSoon);
    }

    private void recordSoon(Sighting.Seen seen) {
        try {
            record.handle(seen);
        } catch (RuntimeException storage) {
            LOG.warn("{} was written but not recorded; the watch will bring it", seen.ref(), storage);
        }
    }

    @Override
    public void event(String project, String stage, String reason, String note) {
        Optional<Stage> observed = cluster.stage(project, stage);
        events.offer(new StageEvents.StageEvent(
                project, stage, observed.map(Stage::uid).orElse(""), reason, note));
    }

    private static RuntimeException refusedOrUnavailable(String what, KubernetesClientException failure) {
        return switch (ClusterFailures.of(failure)) {
            case Denied, Refused -> new ClusterRefused(what + ": " + ClusterFailures.message(failure), failure);
            case Exists, Unavailable -> ClusterFailures.unavailable(what, failure);
        };
    }
}
