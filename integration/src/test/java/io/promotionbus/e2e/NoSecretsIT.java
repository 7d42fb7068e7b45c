package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promotionbus.sandbox.source.Webhooks;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** After a day with honest and dishonest callers no secret stands in a log, a trace, the audit log or an answer. */
@InSandbox
class NoSecretsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int SHORTEST = 8;

    /** All but the sessions, which belong to the browser that has them, and Flyway's own. */
    private static final String TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            + " AND tablename NOT LIKE 'spring_session%' AND tablename NOT LIKE 'flyway%'";

    private final List<String> answers = new ArrayList<>();

    @Test
    void keepsEverySecretToItself(SandboxClient sandbox) throws Exception {
        String token = sandbox.sandbox().dockerHubToken();
        Push push = sandbox.push("users-api");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(push.tag()));
        answer(sandbox, "/webhooks/dockerhub/" + token, Map.of(), "{\"push_data\":[1],\"repository\":\"\"}");
        answer(sandbox, "/webhooks/dockerhub/" + token, Map.of(), "{");
        answer(sandbox, "/webhooks/dockerhub/" + token + "/x", Map.of(), "{}");
        answer(sandbox, "/webhooks/nobody/" + token, Map.of(), "{}");
        answer(sandbox, "/webhooks/dockerhub//" + token, Map.of(), "{}");
        answer(sandbox, "/api/" + token, Map.of(), "{}");
        answer(
                sandbox,
                "/webhooks/github",
                Map.of("X-Hub-Signature-256", "sha256=" + "0".repeat(64), "X-GitHub-Event", "push"),
                Webhooks.repository().toString());
        answer(sandbox, "/api/approvals", Map.of("Authorization", "Bearer " + sandbox.token("operator") + "x"), "{}");
        answer(
                sandbox,
                "/api/freezes",
                Map.of("Authorization", "Bearer " + sandbox.token("operator")),
                "{\"reason\":1}");

        Map<String, String> secrets = secrets(sandbox);
        assertThat(secrets).hasSizeGreaterThan(6);
        assertThat(places(sandbox))
                .allSatisfy((place, text) -> secrets.forEach((name, secret) -> assertThat(text.contains(secret))
                        .as("%s in %s", name, place)
                        .isFalse()));
    }

    private void answer(SandboxClient sandbox, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.console() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        answers.add(answer.headers().map() + "\n" + answer.body());
    }

    private static Map<String, String> secrets(SandboxClient sandbox) throws IOException {
        Properties kept = new Properties();
        try (InputStream in =
                Files.newInputStream(sandbox.sandbox().options().data().resolve("secrets.properties"))) {
            kept.load(in);
        }
        Map<String, String> secrets = new LinkedHashMap<>();
        kept.stringPropertyNames().stream()
                .filter(name -> kept.getProperty(name).length() >= SHORTEST)
                .forEach(name -> secrets.put(name, kept.getProperty(name).strip()));
        secrets.put("a bearer token", sandbox.token("operator"));
        return secrets;
    }

    private Map<String, String> places(SandboxClient sandbox) throws Exception {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("the answers", String.join("\n", answers));
        places.put(
                "the bus's log",
                Files.readString(sandbox.sandbox().buses().getFirst().log()));
        try (Connection connection =
                        sandbox.sandbox().postgres().connect(sandbox.sandbox().databaseName());
                Statement statement = connection.createStatement()) {
            for (String table : rows(statement, TABLES).lines().toList()) {
                places.put(table, rows(statement, "SELECT to_jsonb(t) - 'body' FROM " + table + " t"));
            }
        }
        assertThat(places).containsKeys("audit_event", "route_trace", "intake_delivery", "outbox");
        return places;
    }

    private static String rows(Statement statement, String query) throws Exception {
        StringBuilder text = new StringBuilder();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
        }
        return text.toString();
    }
}
