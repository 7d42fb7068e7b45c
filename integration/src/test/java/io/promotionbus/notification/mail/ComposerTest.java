package io.promotionbus.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.notification.Letter;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.Recipient;
import io.promotionbus.notification.Templates;
import io.promotionbus.rollback.Cause;
import io.promotionbus.rollback.StopCause;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComposerTest {

    private static final UUID ID = new UUID(0, 1);
    private static final String AS_RECORDED = "as the log has it";

    static Stream<Arguments> causes() {
        return Stream.of(
                        Stream.of(Cause.values())
                                .filter(cause -> cause != Cause.MANUAL)
                                .map(cause -> Arguments.of(Templates.ROLLED_BACK, cause.slug())),
                        Stream.of(StopCause.values())
                                .map(cause -> Arguments.of(Templates.ROLLBACK_STOPPED, cause.slug())),
                        Stream.of("unknown", "revision-mismatch")
                                .map(cause -> Arguments.of(Templates.HEALTH_UNCLEAR, cause)))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void tellsACauseInTheReadersLanguageAndWhatTheClusterSaidAsItSaidIt(String template, String cause) {
        Map<String, Object> model = Map.of("because", AS_RECORDED, "cause", cause, "detail", "dev-app is Progressing");
        String portuguese = because(template, model, "pt-BR", "Por quê");
        String english = because(template, model, "en", "Why");
        assertThat(portuguese).endsWith(": dev-app is Progressing").doesNotContain(AS_RECORDED);
        assertThat(english).endsWith(": dev-app is Progressing").isNotEqualTo(portuguese);
        assertThat(because(template, Map.of("because", AS_RECORDED, "cause", cause, "detail", " "), "pt-BR", "Por quê"))
                .isEqualTo(portuguese.replace(": dev-app is Progressing", ""));
    }

    @Test
    void leavesToTheRecordWhatHasNoNameOrIsAPersons() {
        assertThat(because(
                        Templates.ROLLED_BACK,
                        Map.of("because", AS_RECORDED, "cause", "new", "detail", ""),
                        "pt-BR",
                        "Por quê"))
                .isEqualTo(AS_RECORDED);
        assertThat(because(Templates.ROLLED_BACK, Map.of("because", AS_RECORDED), "pt-BR", "Por quê"))
                .isEqualTo(AS_RECORDED);
    }

    private static String because(String template, Map<String, Object> model, String locale, String label) {
        Recipient reader = new Recipient("sub", "Q", "qa@example.org", locale, null);
        Outbox.Context context = new Outbox.Context("shop", "dev", "f1", "c1");
        Content content = MailFixture.composer().one(new Letter(ID, reader, Message.of(template, ID, model, context)));
        return content.facts().stream()
                .filter(fact -> fact.label().equals(label))
                .map(Content.Fact::value)
                .findFirst()
                .orElseThrow();
    }
}
