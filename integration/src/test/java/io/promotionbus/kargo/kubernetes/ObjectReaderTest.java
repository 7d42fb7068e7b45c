package io.promotionbus.kargo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.promotionbus.kargo.Application;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObjectRef;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.kargo.Sighting;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.Warehouse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObjectReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectReader reader = new ObjectReader();

    private Sighting.Seen read(Kind kind, String json) {
        try {
            // Through the client's own type, as informers deliver it.
            return reader.read(kind, JSON.readValue(json, GenericKubernetesResource.class))
                    .orElseThrow();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsFreightWithGoDurationsAndUnknownFields() {
        Sighting.Seen seen = read(Kind.Freight, """
                {"apiVersion":"kargo.akuity.io/v1alpha1","kind":"Freight","alias":"wise-owl","novelty":{"a":1},
                 "metadata":{"name":"f1","namespace":"shop","uid":"u1","resourceVersion":"42",
                             "creationTimestamp":"2026-01-01T10:00:00Z"},
                 "discoveredAt":"2026-01-01T09:59:00Z","origin":{"kind":"Warehouse","name":"users"},
                 "images":[{"repoURL":"acme/api","tag":"1.0","digest":"sha256:aa","annotations":{"x":"y"}}],
                 "commits":[{"repoURL":"https://git.example/acme","id":"abc","branch":"main","author":"A"}],
                 "status":{"currentlyIn":{"dev":{"since":"2026-01-01T10:05:00Z"}},
                           "verifiedIn":{"dev":{"verifiedAt":"2026-01-01T10:06:00Z","longestSoak":"1m30.5s"}},
                           "approvedFor":{"stg":{"approvedAt":"2026-01-01T10:07:00Z"}}}}
                """);

        assertThat(seen.ref()).isEqualTo(new ObjectRef(Kind.Freight, "shop", "f1"));
        assertThat(seen.version()).isEqualTo(42);
        assertThat(seen.byBus()).isFalse();
        Freight freight = (Freight) seen.object();
        assertThat(freight.alias()).isEqualTo("wise-owl");
        assertThat(freight.origin()).isEqualTo(Origin.warehouse("users"));
        assertThat(freight.images())
                .singleElement()
                .satisfies(image -> assertThat(image.digest()).isEqualTo("sha256:aa"));
        assertThat(freight.commits())
                .singleElement()
                .satisfies(commit -> assertThat(commit.branch()).isEqualTo("main"));
        assertThat(freight.verifiedIn()).containsEntry("dev", Instant.parse("2026-01-01T10:06:00Z"));
        assertThat(freight.longestSoak()).containsEntry("dev", Duration.ofMillis(90_500));
        assertThat(freight.currentlyIn()).containsOnlyKeys("dev");
        assertThat(freight.approvedFor()).containsExactly("stg");
    }

    @Test
    void readsObjectsThatHaveNoStatusYet() {
        Stage stage = (Stage) read(Kind.Stage, """
                        {"metadata":{"name":"dev","namespace":"shop","uid":"u"},
                         "spec":{"requestedFreight":[{"origin":{"kind":"Warehouse","name":"users"},
                                 "sources":{"direct":true}}],
                                 "promotionTemplate":{"spec":{"steps":[{"uses":"fail"}]}}}}
                        """).object();

        assertThat(stage.health()).isNull();
        assertThat(stage.healthIssues()).isEmpty();
        assertThat(stage.current()).isEmpty();
        assertThat(stage.currentPromotion()).isNull();
        assertThat(stage.controlFlow()).isFalse();
        assertThat(stage.requests()).singleElement().satisfies(request -> {
            assertThat(request.direct()).isTrue();
            assertThat(request.requiredSoakTime()).isZero();
        });
    }

    @Test
    void readsAControlFlowStageWithSoakAndHolds() {
        Stage stage = (Stage) read(Kind.Stage, """
                        {"metadata":{"name":"gate","namespace":"shop","uid":"u"},
                         "spec":{"requestedFreight":[{"origin":{"kind":"Warehouse","name":"users"},
                                 "sources":{"stages":["a","b"],"requiredSoakTime":"48h0m0s",
                                            "availabilityStrategy":"All"}}]},
                         "status":{"health":{"status":"Unhealthy","issues":["x is Degraded"]},
                                   "autoPromotionEnabled":true,
                                   "effectiveAutoPromotionHolds":{"Warehouse/users":{"actor":"me"}}}}
                        """).object();

        assertThat(stage.controlFlow()).isTrue();
        assertThat(stage.holds()).containsExactly(Origin.warehouse("users"));
        assertThat(stage.autoPromotion()).isTrue();
        assertThat(stage.healthIssues()).containsExactly("x is Degraded");
        assertThat(stage.requests().getFirst().all()).isTrue();
        assertThat(stage.requests().getFirst().upstream()).containsExactly("a", "b");
        assertThat(stage.requests().getFirst().requiredSoakTime()).isEqualTo(Duration.ofHours(48));
    }

    @Test
    void tellsWhichStepOfAPromotionFailedAndWhatItRuns() {
        Sighting.Seen seen = read(Kind.Promotion, """
                {"metadata":{"name":"stg.01.f1","namespace":"shop","uid":"u",
                             "labels":{"promotionbus.io/attempt":"a-1"},
                             "annotations":{"kargo.akuity.io/create-actor":"kubernetes:bus",
                                            "kargo.akuity.io/rollback":"true"}},
                 "spec":{"stage":"stg","freight":"f1",
                         "steps":[{"as":"t::push","uses":"git-push"},{"as":"t::sync","uses":"argocd-update"}]},
                 "status":{"phase":"Errored","message":"no","finishedAt":"2026-01-01T10:00:00Z",
                           "stepExecutionMetadata":[{"alias":"t::push","status":"Succeeded"},
                                                    {"alias":"t::sync","status":"Errored"}]}}
                """);

        KargoPromotion promotion = (KargoPromotion) seen.object();
        assertThat(seen.stage()).isEqualTo("stg");
        assertThat(promotion.attempt()).isEqualTo("a-1");
        assertThat(promotion.rollback()).isTrue();
        assertThat(promotion.terminal()).isTrue();
        assertThat(promotion.failedStep()).isEqualTo("t::sync");
        assertThat(promotion.failedStepUses()).isEqualTo("argocd-update");
    }

    @Test
    void readsAPromotionThatWasJustCreated() {
        KargoPromotion promotion = (KargoPromotion) read(Kind.Promotion, """
                        {"metadata":{"name":"stg.01.f1","namespace":"shop","uid":"u"},
                         "spec":{"stage":"stg","freight":"f1"}}
                        """).object();

        assertThat(promotion.phase()).isEmpty();
        assertThat(promotion.terminal()).isFalse();
        assertThat(promotion.failedStep()).isNull();
    }

    @Test
    void readsAWarehouseAndTellsWhenItSubscribesToMoreThanImages() {
        Warehouse warehouse = (Warehouse) read(Kind.Warehouse, """
                        {"metadata":{"name":"users","namespace":"shop","uid":"u"},
                         "spec":{"interval":"5m0s","freightCreationPolicy":"Manual",
                                 "subscriptions":[{"image":{"repoURL":"acme/api","constraint":">=1.0.0"}},
                                                  {"git":{"repoURL":"https://git.example/acme"}}]},
                         "status":{"lastHandledRefresh":"t-1",
                                   "conditions":[{"type":"Healthy","status":"False","reason":"DiscoveryFailed",
                                                  "message":"unauthorized"}]}}
                        """).object();

        assertThat(warehouse.automatic()).isFalse();
        assertThat(warehouse.onlyImages()).isFalse();
        assertThat(warehouse.discoveryProblem()).isEqualTo("unauthorized");
        assertThat(warehouse.lastHandledRefresh()).isEqualTo("t-1");
        assertThat(warehouse.images()).singleElement().satisfies(image -> {
            assertThat(image.strategy()).isEqualTo("SemVer");
            assertThat(image.strictSemvers()).isTrue();
            assertThat(image.constraint()).isEqualTo(">=1.0.0");
        });
    }

    @Test
    void knowsTheStageAnApplicationIsAuthorisedFor() {
        Sighting.Seen seen = read(Kind.Application, """
                {"metadata":{"name":"stg-app","namespace":"argocd","uid":"u",
                             "annotations":{"kargo.akuity.io/authorized-stage":"shop:stg"}},
                 "status":{"health":{"status":"Degraded","lastTransitionTime":"2026-01-01T10:00:00Z"},
                           "sync":{"status":"Synced"}}}
                """);

        assertThat(seen.project()).isEqualTo("shop");
        assertThat(seen.ref().namespace()).isEqualTo("argocd");
        Application application = (Application) seen.object();
        assertThat(application.stage()).isEqualTo("stg");
        assertThat(application.health()).isEqualTo("Degraded");
        assertThat(application.sync()).isEqualTo("Synced");
    }

    @Test
    void passesOverApplicationsOfNobody() throws Exception {
        JsonNode free = JSON.readTree("{\"metadata\":{\"name\":\"x\",\"namespace\":\"argocd\",\"uid\":\"u\"}}");

        assertThat(reader.read(Kind.Application, free)).isEmpty();
    }

    @Test
    void passesAPolicysSpecOnAsItIs() {
        PolicyObject policy = (PolicyObject) read(Kind.StagePolicy, """
                        {"metadata":{"name":"production","namespace":"shop","uid":"u","generation":3,
                                     "managedFields":[
                                       {"manager":"promotion-bus","subresource":"status","time":"2026-01-03T00:00:00Z"},
                                       {"manager":"argocd-controller","time":"2026-01-02T00:00:00Z"},
                                       {"manager":"kubectl","time":"2026-01-01T00:00:00Z"}]},
                         "spec":{"stages":["prod"],"surprise":1}}
                        """).object();

        assertThat(policy.generation()).isEqualTo(3);
        assertThat(policy.spec()).isEqualTo("{\"stages\":[\"prod\"],\"surprise\":1}");
        assertThat(policy.status()).isEqualTo("{}");
        assertThat(policy.changedBy()).isEqualTo("argocd-controller");
    }

    @Test
    void saysWhichFieldOfAMisshapenObjectIsWrong() {
        assertThatThrownBy(() -> read(
                        Kind.Stage,
                        "{\"metadata\":{\"name\":\"dev\",\"namespace\":\"shop\"},\"spec\":{\"requestedFreight\":7}}"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
