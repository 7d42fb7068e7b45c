package io.promotionbus.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.jayway.jsonpath.JsonPath;
import io.promotionbus.support.DescribedApi;
import io.promotionbus.support.RunningBus;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.engine.AbstractCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.SmartLifecycle;

/** The product as it starts, while the cluster, SMTP, registries and GitHub are all away. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProductIT {

    private static final Path COMMITTED = Path.of("../docs/api/promotion-bus.json");
    private static final Set<String> FEATURES = Set.of(
            "intake",
            "feed",
            "kargo",
            "policy",
            "promotion",
            "approval",
            "rollback",
            "notification",
            "audit",
            "platform");
    /** Described because the contract is fixed, built with the features they belong to. Only ever gets shorter. */
    private static final Set<String> ANNOUNCED = Set.of();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static RunningBus bus;

    @BeforeAll
    static void startWithNobodyElseThere() {
        System.setProperty("kubernetes.master", "http://127.0.0.1:9");
        System.setProperty("kubernetes.auth.tryKubeConfig", "false");
        bus = RunningBus.whole(Map.of(
                "bus.intake.github.default.secrets[0]", "the-secret-of-the-tests-hook-0123456789",
                "bus.intake.dockerhub.default.tokens[0]", "the-token-of-the-tests-hook-0123456789",
                "bus.mail.from", "bus@example.org",
                "spring.mail.host", "127.0.0.1",
                "spring.mail.port", "9",
                "springdoc.api-docs.enabled", "true",
                "springdoc.use-fqn", "true"));
    }

    @AfterAll
    static void stop() {
        bus.close();
        System.clearProperty("kubernetes.master");
        System.clearProperty("kubernetes.auth.tryKubeConfig");
    }

    @Test
    @Order(1)
    void isReadyAndSaysWhoIsAway() {
        assertThat(bus.management("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(bus.management("/actuator/health/liveness").statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            HttpResponse<String> system = bus.get("/api/system", "viewer", "viewer");
            assertThat(JsonPath.<List<Boolean>>read(system.body(), "$.dependencies[?(@.name == 'kubernetes')].up"))
                    .as(system.body())
                    .containsExactly(false);
            HttpResponse<String> health = bus.management("/actuator/health");
            assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
            assertThat(health.body()).contains("DEGRADED");
        });
    }

    /** A metric that is renamed would leave an alert that never fires again. */
    @Test
    @Order(1)
    void exposesEveryMetricThatAlertsAndDashboardName() throws Exception {
        assertThat(bus.send(bus.request("/webhooks/github")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
        Set<String> named = new TreeSet<>();
        for (String file : List.of("templates/rules.yaml", "dashboards/promotion-bus.json")) {
            Matcher metric = Pattern.compile("\\b(?:bus|http_server|hikaricp)_[a-z_]+")
                    .matcher(Files.readString(Path.of("../helm/promotion-bus").resolve(file)));
            metric.results().forEach(found -> named.add(found.group()));
        }
        assertThat(named).hasSizeGreaterThan(12);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Set<String> exposed = bus.management("/actuator/prometheus")
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .collect(Collectors.toSet());
            assertThat(exposed).containsAll(named);
        });
        assertThat(bus.management("/actuator/prometheus").body().lines())
                .as("gauges that read the database")
                .anyMatch(line -> line.startsWith("bus_intake_dead 0"))
                .anyMatch(line -> line.startsWith("bus_policy_stages_unmanaged 0"))
                .anyMatch(line -> line.startsWith("bus_promotion_unfinished_age_seconds 0"))
                .noneMatch(line -> line.startsWith("bus_audit_seal_lag_seconds NaN"));
    }

    @Test
    @Order(2)
    void everyRouteKeepsTheConventions() {
        ModelCamelContext camel = (ModelCamelContext) (AbstractCamelContext) bus.bean(CamelContext.class);
        assertThat(camel.getRouteDefinitions()).hasSizeGreaterThan(10);
        assertThat(new RouteConventions(FEATURES).violations(camel.getRouteDefinitions()))
                .isEmpty();
    }

    /** Camel that starts before its routes are collected comes up with none and says nothing. */
    @Test
    @Order(2)
    void startsEveryRoute() {
        CamelContext camel = bus.bean(CamelContext.class);
        assertThat(camel.getRoutes())
                .hasSizeGreaterThan(30)
                .allSatisfy(route -> assertThat(camel.getRouteController().getRouteStatus(route.getRouteId()))
                        .as(route.getRouteId())
                        .isEqualTo(ServiceStatus.Started));
    }

    @Test
    @Order(3)
    void servesTheDescriptionAsCommitted() throws Exception {
        HttpResponse<String> served = bus.send(bus.request("/v3/api-docs"));
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(new ObjectMapper().readTree(served.body()))
                .isEqualTo(new ObjectMapper().readTree(Files.readString(COMMITTED)));
    }

    @Test
    @Order(4)
    void doesWhatTheDescriptionSaysAndNothingElse() throws Exception {
        Contract committed = new Contract(new ObjectMapper().readTree(Files.readString(COMMITTED)));
        JsonNode generated = new ObjectMapper()
                .readTree(bus.send(bus.request("/v3/generated")).body());
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/openapi-of-the-code.json"), generated.toPrettyString());
        Contract code = new Contract(generated);
        Set<String> described = new TreeSet<>(committed.operations("/api/").keySet());
        described.removeAll(ANNOUNCED);
        assertThat(code.operations("/api/").keySet()).containsExactlyInAnyOrderElementsOf(described);
        assertThat(committed.differences(code, "/api/")).isEmpty();
    }

    /** Every path with every role; nothing is done, because every body lacks what it must have. */
    @Test
    @Order(5)
    void letsEveryRoleDoWhatTheTableSaysAndNoMore() throws Exception {
        DescribedApi described = DescribedApi.committed();
        JsonNode document = new ObjectMapper().readTree(Files.readString(COMMITTED));
        List<String> wrong = new ArrayList<>();
        int calls = 0;
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String method = operation.getKey().toUpperCase(Locale.ROOT);
                String name = method + " " + path.getKey().replaceAll("\\{[^}]*}", "{}");
                if (!path.getKey().startsWith("/api/") || ANNOUNCED.contains(name)) {
                    continue;
                }
                for (String role : WhoMay.ROLES) {
                    Answer answer = call(method, path.getKey(), bus.identity().bearer("p-" + role, role));
                    boolean refused = answer.status() == 403
                            && answer.body().path("type").asText().endsWith("/forbidden");
                    if (answer.status() == 401
                            || refused == WhoMay.call(name).contains(role)
                            || answer.status() >= 500) {
                        wrong.add(name + " as '" + role + "': " + answer);
                    }
                    wrong.addAll(described.faults(method, path.getKey(), answer.status(), answer.body()));
                    calls++;
                }
                Answer stranger = call(method, path.getKey(), null);
                if (stranger.status() != 401
                        || !stranger.body().path("type").asText().endsWith("/unauthenticated")) {
                    wrong.add(name + " as a stranger: " + stranger);
                }
            }
        }
        assertThat(calls).isGreaterThan(250);
        assertThat(wrong).isEmpty();
    }

    private record Answer(int status, JsonNode body) {}

    /** Without reading a stream of events to its end. */
    private static Answer call(String method, String path, @Nullable String token) throws Exception {
        String filled = path.replace("{freight}", "0".repeat(40))
                .replaceAll("\\{[^}]*}", "0199c7a4-0000-7000-8000-000000000000");
        HttpRequest.Builder request = bus.request(filled)
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            boolean json =
                    answer.headers().firstValue("Content-Type").orElse("").endsWith("json");
            JsonNode read = json ? new ObjectMapper().readTree(body) : MissingNode.getInstance();
            return new Answer(answer.statusCode(), read);
        }
    }

    @Test
    @Order(6)
    void refusesNewDeliveriesWhileItDrains() {
        HttpResponse<String> before = post("/webhooks/github");
        assertThat(before.statusCode()).as("unsigned, but judged").isEqualTo(401);
        SmartLifecycle drain = bus.context().getBean("drain", SmartLifecycle.class);
        drain.stop();
        assertThat(bus.management("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(post("/webhooks/github").statusCode()).isEqualTo(503);
    }

    private static HttpResponse<String> post(String path) {
        return bus.send(bus.request(path)
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "ping")
                .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }
}
