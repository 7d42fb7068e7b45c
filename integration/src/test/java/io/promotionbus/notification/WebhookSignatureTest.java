package io.promotionbus.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** The example that the reference libraries of Standard Webhooks test with. */
    @Test
    void signsAsTheReferenceLibrariesDo() {
        assertThat(new WebhookSignature(List.of(SECRET))
                        .of(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                Instant.ofEpochSecond(1_614_265_330),
                                "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithBothWhileOneIsReplaced() {
        String other = "whsec_" + "QUJD".repeat(8);
        assertThat(new WebhookSignature(List.of(SECRET, other))
                        .of("m", Instant.EPOCH, "{}")
                        .split(" "))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(one -> one.startsWith("v1,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%%%%"})
    void knowsWhatIsNoSecret(String secret) {
        assertThat(WebhookSignature.isSecret(secret)).isFalse();
    }
}
