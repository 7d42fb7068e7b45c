package io.promotionbus.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.audit.Lineage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReadLineageTest {

    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    private static final String FREIGHT = "f0cd";
    private static final String DIGEST = "sha256:9ad3";

    private final UUID delivery = new UUID(7, 1);
    private final List<AuditEvent> recorded = new ArrayList<>();
    private final ReadLineage readLineage = new ReadLineage(new Recorded(), List.of(new Known()));

    @Test
    void tellsTheWholeWayInOrderWithWhatEachStepTook() {
        event(
                2,
                "delivery.interpreted",
                "delivery",
                delivery.toString(),
                null,
                null,
                Map.of(
                        "artifacts",
                        List.of("docker.io/acme/users-api:8c1e@" + DIGEST, "docker.io/acme/other:1@sha256:ffff")));
        event(3, "freight.created", "freight", FREIGHT, null, FREIGHT, Map.of("tag", "8c1e"));
        event(4, "promotion.created", "promotion", "p-1", "dev", FREIGHT, Map.of());
        event(10, "promotion.succeeded", "promotion", "p-1", "dev", FREIGHT, Map.of());
        event(15, "stage.verified", "stage", "shop/dev", "dev", FREIGHT, Map.of());
        event(16, "approval.requested", "approval", "a-1", "stg", FREIGHT, Map.of());
        event(76, "approval.approved", "approval", "a-1", "stg", FREIGHT, Map.of());

        Lineage lineage = readLineage.of(FREIGHT).orElseThrow();

        assertThat(lineage.artifacts())
                .extracting(LineageSource.FreightArtifact::digest)
                .containsExactly(DIGEST);
        assertThat(lineage.steps())
                .extracting(Step::kind)
                .containsExactly(
                        "delivery",
                        "artifact",
                        "freight",
                        "promotion",
                        "promotion",
                        "verified",
                        "available",
                        "requested",
                        "decided");
        assertThat(lineage.steps()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(step(lineage, "delivery.interpreted").detail()).isEqualTo("docker.io/acme/users-api:8c1e");
        assertThat(step(lineage, "delivery.interpreted").took()).isEqualTo(Duration.ofSeconds(2));
        assertThat(step(lineage, "freight.created").took()).isEqualTo(Duration.ofSeconds(3));
        assertThat(step(lineage, "promotion.succeeded").took()).isEqualTo(Duration.ofSeconds(6));
        assertThat(step(lineage, "stage.verified").took()).isEqualTo(Duration.ofSeconds(5));
        assertThat(step(lineage, "approval.approved").took()).isEqualTo(Duration.ofSeconds(60));
        assertThat(step(lineage, "approval.approved").ref()).isEqualTo("a-1");
    }

    /** Kargo keeps whole seconds, so what it says may lie before its own cause. */
    @Test
    void neverSaysAvailableBeforeItCouldBe() {
        recorded.clear();
        event(14, "freight.created", "freight", FREIGHT, null, FREIGHT, Map.of("tag", "8c1e"));
        event(15.7, "stage.verified", "stage", "shop/dev", "dev", FREIGHT, Map.of());

        Step available = step(readLineage.of(FREIGHT).orElseThrow(), "freight.available-from");

        assertThat(available.at()).isEqualTo(START.plusMillis(15_700));
        assertThat(available.actor()).isEqualTo(new Lineage.Who("kargo", "kargo", null));
        assertThat(readLineage.of(FREIGHT).orElseThrow().steps())
                .extracting(Step::kind)
                .containsExactly("delivery", "freight", "verified", "available");
    }

    @Test
    void leavesOutWhatTheSameDeliveryDidToOtherFreight() {
        event(2, "freight.created", "freight", "beef", null, "beef", Map.of("tag", "x"));
        event(3, "freight.created", "freight", FREIGHT, null, FREIGHT, Map.of("tag", "8c1e"));
        assertThat(readLineage.of(FREIGHT).orElseThrow().steps())
                .filteredOn(step -> step.kind().equals("freight"))
                .extracting(Step::ref)
                .containsExactly(FREIGHT);
    }

    @Test
    void tellsWhatHappenedToItsDigestsInTheOrderOfTime() {
        event(9, "freight.created", "freight", FREIGHT, null, FREIGHT, Map.of());
        event(5, "quarantine.set", "quarantine", "q-1", null, null, Map.of("digest", DIGEST));
        event(7, "quarantine.lifted", "quarantine", "q-1", null, null, Map.of("digest", "sha256:ffff"));

        Lineage lineage = readLineage.of(FREIGHT).orElseThrow();

        assertThat(lineage.steps())
                .extracting(Step::key)
                .containsExactly("delivery.received", "quarantine.set", "freight.created", "freight.available-from");
        assertThat(step(lineage, "quarantine.set").detail()).isEqualTo(DIGEST);
        assertThat(step(lineage, "freight.created").detail())
                .as("nobody said the tag")
                .isNull();
    }

    @Test
    void measuresFromTheFirstReceiptAndNeverBackwards() {
        LineageSteps story = new LineageSteps(java.util.Set.of());
        for (int second : new int[] {5, 2, 8}) {
            story.received(new LineageSource.FreightDelivery(
                    new UUID(7, second), "github", "default", START.plusSeconds(second)));
        }
        event(10, "freight.created", "freight", FREIGHT, null, FREIGHT, Map.of("tag", "8c1e"));
        event(4, "delivery.dead", "delivery", new UUID(7, 8).toString(), null, null, Map.of());
        event(
                11,
                "delivery.interpreted",
                "delivery",
                new UUID(7, 8).toString(),
                null,
                null,
                Map.of("artifacts", List.of("@sha256:1", "docker.io/acme/x:1@sha256:2")));
        recorded.forEach(story::happened);

        List<Step> steps = story.inOrder();
        assertThat(steps).extracting(Step::at).isSorted();
        assertThat(steps.stream().filter(step -> step.key().equals("freight.created")))
                .singleElement()
                .satisfies(created -> assertThat(created.took()).isEqualTo(Duration.ofSeconds(8)));
        assertThat(steps.stream().filter(step -> step.key().equals("delivery.dead")))
                .singleElement()
                .satisfies(dead -> assertThat(dead.took()).isNull());
        assertThat(steps.getLast().detail()).isEqualTo("docker.io/acme/x:1");
        assertThat(new Lineage.Who("person", "4f", null).shown()).isEqualTo("4f");
        assertThat(new Lineage.Who("person", "4f", "qa").shown()).isEqualTo("qa");
    }

    @Test
    void knowsNothingOfAFreightThatNobodyMet() {
        assertThat(readLineage.of("0000")).isEmpty();
    }

    /** What is a slug to the bus is a sentence to the reader; its own notes, in one language, are for the audit log. */
    @Test
    void tellsAPersonsWordsFromTheBusesOwnReasons() {
        given("system", "approval.withdrawn", "older-than-current", Map.of());
        given("person", "approval.denied", "author", Map.of());
        given("person", "approval.approved", "current", Map.of());
        given("system", "rollback.started", "The stage turned unhealthy", Map.of("cause", "unhealthy"));
        given("person", "rollback.started", "a lista pula", Map.of("cause", "manual"));
        given("system", "freight.created", "Announced as acme/users-api:8c1e", Map.of("tag", "8c1e"));
        given("system", "promotion.failed", "step 3 failed", Map.of());

        List<Step> steps = readLineage.of(FREIGHT).orElseThrow().steps().stream()
                .filter(step -> !List.of("delivery", "available").contains(step.kind()))
                .toList();
        assertThat(steps)
                .extracting(Step::cause)
                .containsExactly("older-than-current", "author", null, "unhealthy", null, null, null);
        assertThat(steps)
                .extracting(Step::reason)
                .containsExactly(null, null, "current", null, "a lista pula", null, "step 3 failed");
    }

    /** An action without a sentence would answer 500; one sentence without its twin would answer in the wrong language. */
    @Test
    void hasASentenceInBothLanguagesForEveryStep() throws Exception {
        Properties english = bundle("messages/audit.properties");
        Properties portuguese = bundle("messages/audit_pt_BR.properties");
        assertThat(portuguese.keySet()).isEqualTo(english.keySet());
        for (String action : List.of(
                "delivery.received",
                "delivery.interpreted",
                "delivery.failed",
                "delivery.dead",
                "delivery.redriven",
                "freight.created",
                "freight.seen",
                "freight.available",
                "freight.available-from",
                "approval.requested",
                "approval.reopened",
                "approval.reminded",
                "approval.approved",
                "approval.rejected",
                "approval.denied",
                "approval.superseded",
                "approval.expired",
                "approval.withdrawn",
                "promotion.created",
                "promotion.succeeded",
                "promotion.failed",
                "promotion.retried",
                "break-glass.used",
                "stage.verified",
                "stage.health",
                "stage.resumed",
                "rollback.started",
                "quarantine.set",
                "quarantine.lifted")) {
            assertThat(english).containsKey("lineage." + action);
        }
    }

    private static Properties bundle(String name) throws Exception {
        Properties properties = new Properties();
        try (var in = ReadLineageTest.class.getClassLoader().getResourceAsStream(name)) {
            properties.load(in);
        }
        return properties;
    }

    private static Step step(Lineage lineage, String key) {
        return lineage.steps().stream()
                .filter(step -> step.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private void event(
            double second,
            String action,
            String kind,
            String subject,
            String stage,
            String freight,
            Map<String, Object> after) {
        event("system", second, action, kind, subject, stage, freight, null, after);
    }

    /** Something about the Freight in stg, a second after what was before. */
    private void given(String actor, String action, String reason, Map<String, Object> after) {
        String kind = action.substring(0, action.indexOf('.'));
        event(actor, 20.0 + recorded.size(), action, kind, "x", "stg", FREIGHT, reason, after);
    }

    private void event(
            String actor,
            double second,
            String action,
            String kind,
            String subject,
            String stage,
            String freight,
            String reason,
            Map<String, Object> after) {
        JsonNode values = new ObjectMapper().valueToTree(after);
        UUID cause = action.startsWith("delivery.") || action.startsWith("freight.") ? delivery : null;
        recorded.add(new AuditEvent(
                new UUID(1, recorded.size()),
                null,
                START.plusMillis(Math.round(second * 1_000)),
                actor,
                null,
                "bus",
                null,
                action,
                kind,
                subject,
                "shop",
                stage,
                freight,
                cause,
                null,
                reason,
                new ObjectMapper().createObjectNode(),
                values));
    }

    private final class Known implements LineageSource {

        @Override
        public List<FreightArtifact> artifacts(String freight) {
            return freight.equals(FREIGHT)
                    ? List.of(new FreightArtifact("acme/users-api", "8c1e", DIGEST, null))
                    : List.of();
        }

        @Override
        public List<FreightDelivery> deliveries(String freight) {
            return freight.equals(FREIGHT)
                    ? List.of(new FreightDelivery(delivery, "dockerhub", "default", START))
                    : List.of();
        }

        @Override
        public List<FreightAvailable> availability(String freight) {
            return freight.equals(FREIGHT)
                    ? List.of(new FreightAvailable("stg", "dev", START.plusSeconds(15)))
                    : List.of();
        }
    }

    private final class Recorded implements AuditEvents {

        @Override
        public List<AuditEvent> page(AuditFilter filter, boolean ascending, Position after, int limit) {
            return recorded.stream()
                    .filter(event ->
                            filter.freight() == null || filter.freight().equals(event.freight()))
                    .filter(event ->
                            filter.delivery() == null || filter.delivery().equals(event.delivery()))
                    .filter(event -> filter.action() == null || event.action().startsWith(filter.action()))
                    .filter(event -> filter.q() == null
                            || event.after().path("digest").asText().endsWith(":" + filter.q()))
                    .toList();
        }

        @Override
        public Optional<AuditEvent> byId(UUID id) {
            return Optional.empty();
        }

        @Override
        public void each(AuditFilter filter, Consumer<AuditEvent> reader) {
            page(filter, true, null, 0).forEach(reader);
        }
    }
}
