package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promotionbus.sandbox.github.Hook;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxClient.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What there is to see when somebody opens the console in the middle of a working day.
 *
 * @param push runs in dev and stg, and waits for the product owner
 * @param freight the Freight it became
 * @param toStg the request about stg, approved by qa
 * @param toProd the request about prod, open
 * @param dead a delivery that could not be read
 */
record ConsoleScene(Push push, String freight, String toStg, String toProd, String dead) {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Its open request stays open until somebody brings something newer to stg. */
    static ConsoleScene make(SandboxClient sandbox) {
        sandbox.release();
        Push push = sandbox.push(
                Map.of("image", "users-api", "message", "feat: atualizar usuário", "coAuthors", new String[] {"lead"}));
        String toStg = ApprovalFlowIT.requestInMail(sandbox, "qa", push);
        ApprovalFlowIT.decide(sandbox, "qa", toStg, "approve", "testado no ambiente dev");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.running("stg")).isEqualTo(push.tag()));
        String toProd = ApprovalFlowIT.requestInMail(sandbox, "po", push);
        return new ConsoleScene(push, sandbox.freightOf(push.tag()), toStg, toProd, deadDelivery(sandbox));
    }

    /** The first seven characters, as people say it. */
    String version() {
        return push.tag().substring(0, 7);
    }

    /** A signed body of which one member has the wrong type: kept, and dead at once. */
    static String deadDelivery(SandboxClient sandbox) {
        String id =
                deliver(sandbox, "push", "{\"ref\":42,\"repository\":{\"full_name\":\"acme/users\"},\"commits\":[]}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.get("operator", "/api/deliveries/" + id)
                                .body()
                                .path("status")
                                .asText())
                        .isEqualTo("dead"));
        return id;
    }

    /** Delivers as GitHub does; answers the delivery's id. */
    static String deliver(SandboxClient sandbox, String event, String body) {
        String signature = Hook.signature(sandbox.sandbox().githubSecret(), body.getBytes(StandardCharsets.UTF_8));
        Response answer = sandbox.raw(
                "/webhooks/github",
                Map.of(
                        "X-GitHub-Event",
                        event,
                        "X-GitHub-Delivery",
                        UUID.randomUUID().toString(),
                        "X-Hub-Signature-256",
                        signature),
                body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        return answer.body().path("delivery").asText();
    }

    /** Sets a freeze and answers its id. */
    static String freeze(SandboxClient sandbox, @Nullable String stage, String reason) {
        Map<String, Object> body = new TreeMap<>(Map.of("project", "image-promotion", "reason", reason));
        if (stage != null) {
            body.put("stage", stage);
        }
        Response answer = sandbox.api("operator", "POST", "/api/freezes", body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.body().path("id").asText();
    }

    static void lift(SandboxClient sandbox, String freeze) {
        assertThat(sandbox.api("operator", "POST", "/api/freezes/" + freeze + "/lift", Map.of("reason", "acabou"))
                        .status())
                .isEqualTo(200);
    }

    /** A push whose request about stg is open. */
    static String openRequest(SandboxClient sandbox, String message) {
        sandbox.release();
        Push push = sandbox.push(Map.of("image", "users-api", "message", message));
        return ApprovalFlowIT.requestInMail(sandbox, "qa", push);
    }
}
