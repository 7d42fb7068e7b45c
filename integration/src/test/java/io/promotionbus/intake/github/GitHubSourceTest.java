package io.promotionbus.intake.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.intake.InboundRequest;
import io.promotionbus.intake.WebhookSource.Form;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubSourceTest {

    /** The vector of GitHub's documentation. */
    private static final String SECRET = "It's a Secret to Everybody";

    private static final String BODY = "Hello, World!";
    private static final String HEX = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private final GitHubSource source = new GitHubSource("default", List.of(SECRET, "next"));

    @Test
    void acceptsTheDocumentedVector() {
        assertThat(authentic("sha256=" + HEX, BODY)).isTrue();
    }

    @Test
    void acceptsEitherLiveSecretAndNoOther() {
        GitHubSource rotated = new GitHubSource("default", List.of("previous", SECRET));
        GitHubSource over = new GitHubSource("default", List.of("previous"));
        InboundRequest request = request(rotated, Map.of("X-Hub-Signature-256", "sha256=" + HEX), BODY);
        assertThat(rotated.authentic(request)).isTrue();
        assertThat(over.authentic(request)).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                HEX,
                "sha1=" + HEX,
                "SHA256=" + HEX,
                "sha256=" + HEX + "0",
                "sha256=757107ea",
                "sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=657107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                " sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
            })
    void refusesEverySignatureButTheRightOne(String signature) {
        assertThat(authentic(signature, BODY)).isFalse();
    }

    @Test
    void refusesTheSameJsonInOtherBytes() {
        assertThat(authentic("sha256=" + HEX, BODY + " ")).isFalse();
    }

    @Test
    void refusesSha1Alone() {
        assertThat(source.authentic(request(source, Map.of("X-Hub-Signature", "sha1=" + "0".repeat(40)), BODY)))
                .isFalse();
    }

    @Test
    void asksForEventAndDelivery() {
        assertThat(form(Map.of("X-GitHub-Delivery", "d"))).isEqualTo(new Form.Bad("X-GitHub-Event"));
        assertThat(form(Map.of("X-GitHub-Event", "push"))).isEqualTo(new Form.Bad("X-GitHub-Delivery"));
        assertThat(form(Map.of("X-GitHub-Event", "p".repeat(65), "X-GitHub-Delivery", "d")))
                .isEqualTo(new Form.Bad("X-GitHub-Event"));
        assertThat(form(Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "d".repeat(101))))
                .isEqualTo(new Form.Bad("X-GitHub-Delivery"));
        assertThat(form(Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "d-1")))
                .isInstanceOfSatisfying(
                        Form.Good.class, good -> assertThat(good.dedupeKey()).isEqualTo("github:default:d-1"));
    }

    @Test
    void saysWhatItIs() {
        assertThat(source.provider()).isEqualTo("github");
        assertThat(source.name()).isEqualTo("default");
        assertThat(source.maxBytes()).isEqualTo(26_214_400);
        assertThat(source.headers()).contains("X-Hub-Signature-256", "X-GitHub-Event", "X-GitHub-Delivery");
    }

    private Form form(Map<String, String> headers) {
        return source.form(request(source, headers, "{}"));
    }

    private boolean authentic(String signature, String body) {
        Map<String, String> headers = new HashMap<>();
        if (signature != null) {
            headers.put("X-Hub-Signature-256", signature);
        }
        return source.authentic(request(source, headers, body));
    }

    private static InboundRequest request(GitHubSource source, Map<String, String> headers, String body) {
        return new InboundRequest(source, null, headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", null);
    }
}
