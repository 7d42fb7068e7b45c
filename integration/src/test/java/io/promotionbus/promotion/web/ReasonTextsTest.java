package io.promotionbus.promotion.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.promotion.Reason;
import io.promotionbus.promotion.Reason.Slug;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class ReasonTextsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");
    private static final Map<String, String> EVERYTHING = Map.ofEntries(
            Map.entry("stage", "dev"),
            Map.entry("freight", "aaaa"),
            Map.entry("required", "PT10M"),
            Map.entry("missing", "qa 1"),
            Map.entry("by", "operator"),
            Map.entry("reason", "incident 412"),
            Map.entry("digest", "sha256:0123456789abcdef0123456789abcdef"),
            Map.entry("current", "bbbb"),
            Map.entry("basis", "ancestry"),
            Map.entry("number", "1"),
            Map.entry("message", "boom"),
            Map.entry("because", "two policies name it"),
            Map.entry("origin", "users"),
            Map.entry("comment", "not now"));

    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

    ReasonTextsTest() {
        messages.setBasename("messages/promotion");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
    }

    private String text(Reason reason, Locale locale) {
        return new ReasonTexts(messages, locale, NOW, name -> name.equals("aaaa") ? "8c1e77a" : "4f2c9e1")
                .text(reason, "own");
    }

    private static Reason reason(Slug slug) {
        return new Reason(slug, Map.of("stage", "dev"), NOW.minusSeconds(130), null);
    }

    @ParameterizedTest
    @EnumSource(Slug.class)
    void saysEveryReasonInBothLanguages(Slug slug) {
        Reason whole = new Reason(slug, EVERYTHING, NOW.minusSeconds(130), NOW.plusSeconds(7500));
        for (Reason reason : List.of(whole, whole.since(null), whole.until(null))) {
            Stream.of(Locale.ENGLISH, PORTUGUESE)
                    .map(locale -> text(reason, locale))
                    .forEach(said -> assertThat(said)
                            .isNotBlank()
                            .doesNotContain("reason.", "null", "{", "}")
                            .doesNotEndWith(" "));
            assertThat(text(reason, PORTUGUESE)).isNotEqualTo(text(reason, Locale.ENGLISH));
        }
    }

    @Test
    void saysHowLongItHasBeenWaiting() {
        assertThat(text(reason(Slug.NOT_VERIFIED_UPSTREAM), PORTUGUESE))
                .isEqualTo("espera a verificação em dev (2 min 10 s)");
        assertThat(text(reason(Slug.NOT_VERIFIED_UPSTREAM), Locale.ENGLISH))
                .isEqualTo("waits for its verification in dev (2 min 10 s)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            qa 1                  | espera a decisão de qa, pedida há 7 s
            qa 2                  | espera a decisão de 2 pessoas de qa, pedida há 7 s
            qa 1, po 1            | espera a decisão de qa e po, pedida há 7 s
            po 1, second-person 1 | espera a decisão de po e mais uma pessoa, pedida há 7 s
            """)
    void saysWhoIsAwaitedAndSinceWhenInWords(String missing, String sentence) {
        Reason waiting = Reason.of(Slug.AWAITING_APPROVAL)
                .with("missing", missing)
                .since(NOW.minusSeconds(7))
                .until(NOW.plusSeconds(259_140));
        assertThat(text(waiting, PORTUGUESE)).isEqualTo(sentence);
    }

    @Test
    void saysNothingOfATimeThatIsNotKnown() {
        Reason waiting = Reason.of(Slug.AWAITING_APPROVAL).with("missing", "qa 1");
        assertThat(text(waiting, Locale.ENGLISH)).isEqualTo("waits for qa to decide");
        assertThat(text(waiting.since(NOW.minusSeconds(32)), Locale.ENGLISH))
                .isEqualTo("waits for qa to decide, asked 32 s ago");
    }

    @Test
    void saysWhoFrozeItAndForHowLong() {
        Reason frozen = new Reason(Slug.FROZEN, EVERYTHING, NOW.minusSeconds(5), NOW.plusSeconds(7500));
        assertThat(text(frozen, PORTUGUESE)).isEqualTo("congelado por operator por mais 2 h 5 min — incident 412");
        assertThat(text(frozen.until(null), Locale.ENGLISH)).isEqualTo("frozen by operator — incident 412");
    }

    @Test
    void tellsItsOwnPromotionFromAnothers() {
        Reason running = new Reason(Slug.PROMOTION_RUNNING, Map.of("freight", "aaaa"), NOW.minusSeconds(3), null);
        assertThat(text(running, PORTUGUESE)).isEqualTo("espera terminar a promoção de 8c1e77a (3 s)");
        assertThat(text(running.with("freight", "own"), PORTUGUESE)).isEqualTo("está sendo promovido (3 s)");
    }

    @Test
    void saysWhenItIsTriedAgain() {
        Reason failed = new Reason(
                Slug.PROMOTION_FAILED, Map.of("number", "1", "message", "boom\nlong trace"), NOW, NOW.plusSeconds(10));
        assertThat(text(failed, Locale.ENGLISH)).isEqualTo("the promotion failed: boom; next try (2 of 4) in 10 s");
        assertThat(text(failed.until(null), Locale.ENGLISH)).isEqualTo("the promotion failed: boom");
    }

    @Test
    void hasTheSameKeysInBothLanguages() {
        ResourceBundle.Control exact =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);
        ResourceBundle english = ResourceBundle.getBundle("messages/promotion", Locale.ROOT, exact);
        ResourceBundle portuguese = ResourceBundle.getBundle("messages/promotion", PORTUGUESE, exact);
        assertThat(portuguese.getLocale()).isEqualTo(PORTUGUESE);
        assertThat(portuguese.keySet()).isEqualTo(english.keySet());
        // The Portuguese bundle inherits from the English one: a missing key would show as an equal text.
        assertThat(english.keySet().stream().filter(key -> !key.startsWith("duration.")))
                .allSatisfy(key -> assertThat(portuguese.getString(key)).isNotEqualTo(english.getString(key)));
    }

    @Test
    void saysWhatNoWaitingHelps() {
        ReasonTexts texts = new ReasonTexts(messages, Locale.ENGLISH, NOW, name -> name);
        String trouble = "it can never be met: nobody has the role qa";
        assertThat(texts.text(Reason.of(Slug.AWAITING_APPROVAL), "own", trouble))
                .isEqualTo("waits for a decision. The policy is in force, but " + trouble);
        assertThat(texts.text(Reason.of(Slug.REJECTED).with("by", "qa"), "own", trouble))
                .isEqualTo("rejected by qa");
    }

    @Test
    void saysNothingThatChangesWhileNothingHappens() {
        Reason frozen = Reason.of(Slug.FROZEN)
                .with("by", "operator")
                .with("reason", "incident")
                .since(NOW.minusSeconds(60))
                .until(NOW.plusSeconds(3_600));
        String now =
                ReasonTexts.lasting(messages, Locale.ENGLISH, NOW, name -> name).text(frozen, "own");
        assertThat(now).isEqualTo("frozen by operator until 2026-03-02 11:00 UTC \u2014 incident");
        assertThat(ReasonTexts.lasting(messages, Locale.ENGLISH, NOW.plusSeconds(600), name -> name)
                        .text(frozen, "own"))
                .isEqualTo(now);
        assertThat(ReasonTexts.lasting(messages, Locale.ENGLISH, NOW, name -> name)
                        .text(Reason.of(Slug.AWAITING_APPROVAL).since(NOW.minusSeconds(90)), "own"))
                .isEqualTo("waits for a decision");
    }
}
