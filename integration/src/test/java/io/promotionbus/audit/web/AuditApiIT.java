package io.promotionbus.audit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.audit.TraceStep;
import io.promotionbus.audit.TraceSteps;
import io.promotionbus.audit.offline.VerifyExport;
import io.promotionbus.platform.Transactions;
import io.promotionbus.support.RunningBus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcProperties;

class AuditApiIT {

    private final RunningBus bus = RunningBus.shared();
    private final String freight = UUID.randomUUID().toString().replace("-", "");

    @TempDir
    private Path directory;

    @BeforeEach
    void threeEvents() {
        record("approval.requested", new Actor.System("approval"), "awaiting \"qa\", =1+1");
        record("approval.approved", new Actor.Person(bus.identity().issuer(), "s-qa", "qa"), "bom");
        record("promotion.created", new Actor.System("promotion"), null);
    }

    private void record(String action, Actor actor, String reason) {
        bus.bean(Transactions.class)
                .run(() -> bus.bean(AuditLog.class)
                        .record(AuditEntry.of(actor, action, action.split("\\.")[0], "x")
                                .at("shop", "stg")
                                .freight(freight)
                                .correlation("cause-" + freight)
                                .because(reason)
                                .after("n", 1)));
    }

    @Test
    void listsNewestFirstInTheContractsShape() {
        HttpResponse<String> list = get("/api/audit?freight=" + freight);
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<List<String>>read(list.body(), "$.items[*].action"))
                .containsExactly("promotion.created", "approval.approved", "approval.requested");
        assertThat(JsonPath.<Object>read(list.body(), "$.items[1].actor.kind")).isEqualTo("person");
        assertThat(JsonPath.<Object>read(list.body(), "$.items[1].actor.name")).isEqualTo("qa");
        assertThat(JsonPath.<Object>read(list.body(), "$.items[1].subject.kind"))
                .isEqualTo("approval");
        assertThat(JsonPath.<String>read(list.body(), "$.items[1].at")).endsWith("Z");
        assertThat(list.body()).doesNotContain("\"next\"");
        assertThat(JsonPath.<List<String>>read(
                        get("/api/audit?order=asc&freight=" + freight).body(), "$.items[*].action"))
                .containsExactly("approval.requested", "approval.approved", "promotion.created");
    }

    @Test
    void pagesWithACursor() {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            String body = get("/api/audit?limit=1&freight=" + freight + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .body();
            seen.addAll(JsonPath.read(body, "$.items[*].action"));
            cursor = body.contains("\"next\"") ? JsonPath.read(body, "$.next") : null;
        }
        assertThat(seen).containsExactly("promotion.created", "approval.approved", "approval.requested");
    }

    @Test
    void sealsWithinASecondAndVerifies() {
        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(JsonPath.<List<Integer>>read(
                                get("/api/audit?freight=" + freight).body(), "$.items[*].seq"))
                        .hasSize(3));
        String verification = get("/api/audit/verify").body();
        assertThat(JsonPath.<Boolean>read(verification, "$.ok"))
                .as(verification)
                .isTrue();
        assertThat(JsonPath.<String>read(verification, "$.head")).startsWith("sha256:");
        String head = get("/api/audit/head").body();
        assertThat(JsonPath.<Integer>read(head, "$.seq"))
                .isGreaterThanOrEqualTo(JsonPath.<Integer>read(verification, "$.through"));
        assertThat(JsonPath.<String>read(head, "$.keyId")).isEqualTo("test");
    }

    @Test
    void exportsWhatVerifiesOfflineAgainstTheHead() throws IOException {
        await().untilAsserted(() ->
                assertThat(get("/api/audit?freight=" + freight).body()).contains("\"seq\""));
        Path head = Files.writeString(
                directory.resolve("head.json"), get("/api/audit/head").body());
        HttpResponse<String> export = get("/api/audit/export?format=ndjson");
        assertThat(export.headers().firstValue("Content-Type").orElse("")).startsWith("application/x-ndjson");
        Path file = Files.writeString(directory.resolve("export.ndjson"), export.body());
        Path key = Files.writeString(directory.resolve("key.pem"), bus.auditPublicKey());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = new VerifyExport(new PrintStream(out))
                .run(List.of(file.toString(), "--key", key.toString(), "--head", head.toString()));
        assertThat(exit).as(out.toString(StandardCharsets.UTF_8)).isZero();
    }

    /** Spring's own limit, thirty seconds, once cut the export of a log of ten million events off. */
    @Test
    void givesAnExportTheTimeThatItsReaderTakes() {
        assertThat(bus.bean(WebMvcProperties.class).getAsync().getRequestTimeout())
                .isNegative();
    }

    @Test
    void exportsCsvThatNoSpreadsheetRuns() {
        HttpResponse<String> export = get("/api/audit/export?format=csv&freight=" + freight);
        assertThat(export.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(export.body().lines()).hasSize(4);
        assertThat(export.body()).contains("\"awaiting \"\"qa\"\", =1+1\"");
        assertThat(CsvExport.quoted("=1+1")).isEqualTo("\"'=1+1\"");
        assertThat(get("/api/audit/export?format=xml").statusCode()).isEqualTo(400);
    }

    @Test
    void showsTheRouteStepsBehindAnEvent() {
        TraceSteps trace = bus.bean(TraceSteps.class);
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        trace.add(
                new TraceStep("cause-" + freight, "intake-interpret-delivery", "read-payload", at, 1_500, "ok", null));
        trace.add(new TraceStep(
                "cause-" + freight, "intake-interpret-delivery", "route", at.plusMillis(2), 9_000, "failed", "x"));
        String id = JsonPath.read(get("/api/audit?freight=" + freight).body(), "$.items[0].id");
        await().untilAsserted(() -> {
            String steps = get("/api/audit/" + id + "/trace").body();
            assertThat(JsonPath.<List<String>>read(steps, "$.items[*].step")).containsExactly("read-payload", "route");
            assertThat(JsonPath.<Double>read(steps, "$.items[0].durationMs")).isEqualTo(1.5);
            assertThat(JsonPath.<Integer>read(steps, "$.dropped")).isZero();
        });
        String failed =
                get("/api/trace?outcome=failed&correlation=cause-" + freight).body();
        assertThat(JsonPath.<List<String>>read(failed, "$.items[*].step")).containsExactly("route");
        assertThat(get("/api/audit/" + UUID.randomUUID() + "/trace").statusCode())
                .isEqualTo(404);
        assertThat(get("/api/trace?outcome=great").statusCode()).isEqualTo(400);
    }

    @Test
    void tellsTheLineageToEverybodyInTheirLanguage() {
        record("approval.withdrawn", new Actor.System("approval"), "current");
        bus.bean(Transactions.class)
                .run(() -> bus.bean(AuditLog.class)
                        .record(AuditEntry.of(new Actor.System("kargo"), "stage.health", "stage", "shop/stg")
                                .at("shop", "stg")
                                .freight(freight)
                                .after("status", "Unhealthy")));
        HttpResponse<String> lineage = bus.send(bus.request("/api/lineage/" + freight)
                .header("Authorization", "Bearer " + bus.identity().bearer("viewer", "viewer"))
                .header("Accept-Language", "pt-BR"));
        assertThat(lineage.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<List<String>>read(lineage.body(), "$.events[*].kind"))
                .containsExactly("requested", "decided", "promotion", "expired", "health");
        assertThat(JsonPath.<String>read(lineage.body(), "$.events[1].text")).isEqualTo("qa aprovou para stg — bom");
        assertThat(JsonPath.<String>read(lineage.body(), "$.events[3].text"))
                .isEqualTo("O pedido para stg foi retirado — a versão já está no ar");
        assertThat(JsonPath.<String>read(lineage.body(), "$.events[4].text")).isEqualTo("stg ficou doente.");
        assertThat(JsonPath.<String>read(lineage.body(), "$.events[1].actor.name"))
                .isEqualTo("qa");
        assertThat(bus.get("/api/lineage/0000", "viewer", "viewer").statusCode())
                .isEqualTo(404);
    }

    @Test
    void isForOperatorsAndAuditorsOnly() {
        for (String path :
                List.of("/api/audit", "/api/audit/export", "/api/audit/verify", "/api/audit/head", "/api/trace")) {
            assertThat(bus.get(path, "po", "po", "qa", "viewer", "break-glass").statusCode())
                    .as(path)
                    .isEqualTo(403);
            assertThat(bus.get(path, "operator", "operator").statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    private HttpResponse<String> get(String path) {
        return bus.get(path, "auditor", "auditor");
    }
}
