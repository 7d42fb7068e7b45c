package io.promotionbus.intake.dockerhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.intake.InboundRequest;
import io.promotionbus.intake.WebhookSource.Form;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DockerHubSourceTest {

    private final DockerHubSource source = new DockerHubSource("team", List.of("one-token", "next-token"));

    private InboundRequest request(@Nullable String token, String body) {
        return new InboundRequest(source, token, Map.of(), body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", null);
    }

    @Test
    void acceptsEitherLiveTokenAndNoOther() {
        assertThat(source.authentic(request("one-token", "{}"))).isTrue();
        assertThat(source.authentic(request("next-token", "{}"))).isTrue();
        assertThat(source.authentic(request("another", "{}"))).isFalse();
        assertThat(source.authentic(request("", "{}"))).isFalse();
        assertThat(source.authentic(request(null, "{}"))).isFalse();
        assertThat(new DockerHubSource("team", List.of()).authentic(request(null, "{}")))
                .isFalse();
    }

    @Test
    void takesEqualBodiesForTheSameDelivery() {
        Form form = source.form(request("one-token", "{}"));

        assertThat(form)
                .isEqualTo(new Form.Good(
                        "push",
                        Optional.empty(),
                        "dockerhub:team:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"));
        assertThat(source.form(request("one-token", "{ }"))).isNotEqualTo(form);
    }

    @Test
    void saysWhatItIs() {
        assertThat(source.provider()).isEqualTo("dockerhub");
        assertThat(source.name()).isEqualTo("team");
        assertThat(source.maxBytes()).isEqualTo(1_048_576);
        assertThat(source.headers()).containsExactly("User-Agent");
    }
}
