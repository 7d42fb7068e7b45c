package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** What tests of policies do again and again with the sandbox; they put back what they changed. */
final class Gates {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SandboxClient sandbox;
    private final Map<String, JsonNode> asShipped = new TreeMap<>();

    Gates(SandboxClient sandbox) {
        this.sandbox = sandbox;
        sandbox.get("viewer", "/api/policies")
                .items()
                .forEach(policy -> asShipped.put(policy.path("name").asText(), policy.path("spec")));
        sandbox.release();
    }

    /** Policies, people and freezes as before. */
    void restore() {
        sandbox.get("operator", "/api/freezes")
                .items()
                .forEach(freeze -> sandbox.api(
                        "operator",
                        "POST",
                        "/api/freezes/" + freeze.path("id").asText() + "/lift",
                        Map.of("reason", "the test is over")));
        asShipped.forEach(this::put);
    }

    /** {@code approval} is JSON with single quotes; who is required stays as shipped unless it says so. */
    void stg(String approval) {
        put("quality", gate("quality", approval, "[]"));
    }

    void stg(String approval, String windows) {
        put("quality", gate("quality", approval, windows));
    }

    void prod(String approval) {
        put("production", gate("production", approval, "[]"));
    }

    private JsonNode gate(String policy, String approval, String windows) {
        var spec = asShipped.get(policy).<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy();
        json(approval)
                .properties()
                .forEach(part -> ((com.fasterxml.jackson.databind.node.ObjectNode) spec.path("approval"))
                        .set(part.getKey(), part.getValue()));
        return spec.set("windows", json(windows));
    }

    void put(String policy, JsonNode spec) {
        Response answer = sandbox.control("PUT", "policies/" + policy, spec);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(StreamSupport.stream(
                                answer.body().path("status").path("conditions").spliterator(), false)
                        .filter(condition -> condition.path("type").asText().equals("Ready"))
                        .map(condition -> condition.path("status").asText()))
                .as("%s", answer)
                .containsExactly("True");
    }

    static JsonNode json(String text) {
        return Json.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** The request about a version, once the commits on its page are known. */
    String asked(String stage, Push push) {
        String request = sandbox.request(stage, push);
        await().atMost(PATIENCE)
                .until(() -> !sandbox.approval("viewer", request)
                        .path("changes")
                        .path("status")
                        .asText()
                        .equals("unavailable"));
        return request;
    }

    /**
     * What became of the decision: a problem's slug, else the state of the request. A page that changes meanwhile is looked
     * at again, as people do.
     */
    String decide(String person, String request, String decision, String comment) {
        Response answer = await().atMost(PATIENCE)
                .until(
                        () -> sandbox.decide(person, request, decision, comment.isEmpty() ? null : comment),
                        given -> !given.problem().equals("changed"));
        return answer.status() == 200 ? answer.body().path("state").asText() : answer.problem();
    }

    String approve(String person, String request) {
        return decide(person, request, "approve", "");
    }

    String state(String request) {
        return sandbox.approval("viewer", request).path("state").asText();
    }

    /** State and reasons of a version at a stage, such as {@code asking awaiting-approval}. */
    String why(String stage, Push push) {
        JsonNode why = sandbox.get(
                        "viewer",
                        "/api/why?project=image-promotion&stage=" + stage + "&freight=" + sandbox.freightOf(push.tag()))
                .body();
        StringBuilder text = new StringBuilder(why.path("state").asText());
        why.path("reasons")
                .forEach(reason -> text.append(' ').append(reason.path("slug").asText()));
        return text.toString();
    }

    void runs(String stage, Push push) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running(stage)).isEqualTo(push.tag()));
    }

    void becomes(String request, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(request)).isEqualTo(state));
    }
}
