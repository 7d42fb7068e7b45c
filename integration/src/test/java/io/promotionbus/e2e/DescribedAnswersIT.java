package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.support.DescribedApi;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the deployed bus answers, held member by member to the committed description that clients are generated from. */
@InSandbox
class DescribedAnswersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DescribedApi described = DescribedApi.committed();
    private final List<String> faults = new ArrayList<>();

    @Test
    void answersAsDescribedAfterAVersionWentThroughAllStages(SandboxClient sandbox) {
        sandbox.release();
        Push push = sandbox.push("users-api");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(push.tag()));
        String freight = sandbox.freightOf(push.tag());
        decide(sandbox, "qa", "stg", freight);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("stg")).isEqualTo(push.tag()));
        String request = decide(sandbox, "po", "prod", freight);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("prod")).isEqualTo(push.tag()));
        Response frozen = call(
                sandbox,
                "operator",
                "POST",
                "/api/freezes",
                "",
                Map.of("reason", "a test", "stage", "prod", "project", "image-promotion"));
        assertThat(frozen.status()).isEqualTo(201);
        read(sandbox, "viewer", "/api/board", "");
        read(sandbox, "viewer", "/api/freezes", "");
        read(sandbox, "viewer", "/api/approvals/{id}", request);
        String freeze = frozen.body().path("id").asText();
        call(sandbox, "operator", "POST", "/api/freezes/{id}/lift", freeze, Map.of("reason", "over"));

        for (String path : List.of(
                "/api/me",
                "/api/system",
                "/api/board",
                "/api/promotions",
                "/api/approvals",
                "/api/freezes",
                "/api/quarantine",
                "/api/policies",
                "/api/figures")) {
            assertThat(read(sandbox, "viewer", path, "").status()).as(path).isEqualTo(200);
        }
        for (String path : List.of(
                "/api/deliveries", "/api/audit", "/api/audit/verify", "/api/audit/head", "/api/trace", "/api/routes")) {
            assertThat(read(sandbox, "operator", path, "").status()).as(path).isEqualTo(200);
        }
        for (String stage : List.of("dev", "stg", "prod")) {
            read(sandbox, "viewer", "/api/why", "?project=image-promotion&stage=" + stage + "&freight=" + freight);
        }
        read(sandbox, "viewer", "/api/lineage/{freight}", freight);
        read(sandbox, "viewer", "/api/approvals/{id}", request);
        read(sandbox, "qa", "/api/approvals", "?state=approved&limit=1");
        String delivery = first(read(sandbox, "auditor", "/api/deliveries", "?source=dockerhub&limit=1"));
        assertThat(read(sandbox, "auditor", "/api/deliveries/{id}", delivery).status())
                .isEqualTo(200);
        assertThat(read(sandbox, "auditor", "/api/deliveries/{id}/trace", delivery)
                        .status())
                .isEqualTo(200);
        String event = first(read(sandbox, "auditor", "/api/audit", "?action=approval.approved&limit=1"));
        assertThat(read(sandbox, "auditor", "/api/audit/{id}/trace", event).status())
                .isEqualTo(200);
        refusals(sandbox, freight, request, delivery);

        assertThat(faults).isEmpty();
    }

    @Test
    void measuresWhatWentThrough(SandboxClient sandbox) {
        Push push = sandbox.push("users-ui");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(push.tag()));
        decide(sandbox, "qa", "stg", sandbox.freightOf(push.tag()));

        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode figures = sandbox.get("viewer", "/api/figures").body();
            assertThat(figures.path("stages").findValuesAsText("stage")).startsWith("dev", "stg", "prod");
            JsonNode dev = figures.path("stages").get(0);
            JsonNode stg = figures.path("stages").get(1);
            assertThat(dev.path("deployments").asInt()).isPositive();
            assertThat(dev.path("leadTime").path("samples").asInt()).isPositive();
            assertThat(stg.path("deployments").asInt()).isPositive();
            assertThat(stg.path("waitingForApproval").path("samples").asInt()).isPositive();
            assertThat(stg.path("days"))
                    .anySatisfy(
                            day -> assertThat(day.path("deployments").asInt()).isPositive());
        });
        assertThat(sandbox.get("viewer", "/api/figures?project=nobody").body().path("stages"))
                .isEmpty();
        Response backwards = sandbox.get("viewer", "/api/figures?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z");
        assertThat(backwards.status()).isEqualTo(400);
        assertThat(backwards.body().path("field").asText()).isEqualTo("from");
    }

    /** Refusals of every kind; each status must be described, and be a problem document. */
    private void refusals(SandboxClient sandbox, String freight, String request, String delivery) {
        String nobody = "0199c7a4-0000-7000-8000-000000000000";
        Map<String, String> order =
                Map.of("project", "image-promotion", "stage", "stg", "freight", freight, "reason", "a test");
        assertThat(call(sandbox, "operator", "POST", "/api/promotions", "", order)
                        .problem())
                .isEqualTo("needs-approval");
        assertThat(call(sandbox, "qa", "POST", "/api/approvals", "", order).status())
                .isEqualTo(409);
        assertThat(call(sandbox, "viewer", "POST", "/api/approvals", "", order).problem())
                .isEqualTo("forbidden");
        assertThat(call(
                                sandbox,
                                "po",
                                "POST",
                                "/api/approvals/{id}/decision",
                                request,
                                Map.of("decision", "approve", "fingerprint", "sha256:" + "0".repeat(64)))
                        .problem())
                .isEqualTo("decided");
        call(sandbox, "operator", "POST", "/api/approvals/{id}/reopen", request, Map.of("reason", "again"));
        call(sandbox, "operator", "POST", "/api/approvals/{id}/reopen", nobody, Map.of("reason", "again"));
        assertThat(call(
                                sandbox,
                                "operator",
                                "POST",
                                "/api/deliveries/{id}/redrive",
                                delivery,
                                Map.of("reason", "again"))
                        .problem())
                .isEqualTo("already-done");
        assertThat(call(
                                sandbox,
                                "operator",
                                "POST",
                                "/api/deliveries/redrive",
                                "",
                                Map.of("reason", "again", "filter", Map.of("statuz", "dead")))
                        .body()
                        .path("field")
                        .asText())
                .as("a slip of the pen must not match everything")
                .isEqualTo("filter.statuz");
        assertThat(call(
                                sandbox,
                                "operator",
                                "POST",
                                "/api/deliveries/redrive",
                                "",
                                Map.of("reason", "again", "filter", Map.of("status", "done")))
                        .body()
                        .path("count")
                        .asInt(-1))
                .isZero();
        for (String list :
                List.of("/api/freezes", "/api/quarantine", "/api/policies", "/api/promotions", "/api/approvals")) {
            assertThat(read(sandbox, "viewer", list, "?limit=201").status()).isEqualTo(400);
            assertThat(read(sandbox, "viewer", list, "?cursor=%25").status()).isEqualTo(400);
        }
        for (String named : List.of("/api/promotions", "/api/approvals", "/api/board", "/api/figures")) {
            Response refused = read(sandbox, "viewer", named, "?project=%00");
            assertThat(refused.body().path("field").asText()).as(named).isEqualTo("project");
        }
    }

    private String decide(SandboxClient sandbox, String person, String stage, String freight) {
        JsonNode[] open = new JsonNode[1];
        await().atMost(PATIENCE)
                .untilAsserted(() -> open[0] = sandbox.get(person, "/api/approvals?mine=true&stage=" + stage)
                        .items()
                        .filter(one -> one.path("freight").asText().equals(freight))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("not asked yet")));
        String id = open[0].path("id").asText();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(call(
                                        sandbox,
                                        person,
                                        "POST",
                                        "/api/approvals/{id}/decision",
                                        id,
                                        Map.of(
                                                "decision",
                                                "approve",
                                                "fingerprint",
                                                sandbox.get(person, "/api/approvals/" + id)
                                                        .body()
                                                        .path("fingerprint")
                                                        .asText()))
                                .status())
                        .isEqualTo(200));
        return id;
    }

    private static String first(Response list) {
        return list.items().findFirst().orElseThrow().path("id").asText();
    }

    private Response read(SandboxClient sandbox, String person, String path, String more) {
        return call(sandbox, person, "GET", path, more, null);
    }

    /** {@code more} fills the path's variable, or follows the path. */
    private Response call(
            SandboxClient sandbox, String person, String method, String path, String more, @Nullable Object body) {
        String filled = path.contains("{") ? path.replaceAll("\\{[^}]*}", more) : path + more;
        Response answer = sandbox.api(person, method, filled, body);
        faults.addAll(described.faults(method, path, answer.status(), answer.body()));
        return answer;
    }
}
