package io.promotionbus.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promotionbus.intake.Payloads.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about a payload that cannot be understood, in the words of JSON. */
class PayloadsTest {

    record Sample(
            @Nullable String text,
            @Nullable Long number,
            @Nullable Boolean flag,
            @Nullable List<Inner> list,
            @Nullable Inner inner,
            @Nullable Map<String, String> map) {}

    record Inner(@Nullable String name) {}

    private static Interpretation.Unreadable refused(String json) {
        return catchThrowableOfType(
                        Unreadable.class, () -> Payloads.read(json.getBytes(StandardCharsets.UTF_8), Sample.class))
                .toInterpretation();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\": 1}                   | /text        | a text",
                "{\"number\": \"1\"}             | /number      | a number",
                "{\"number\": 1.5}               | /number      | a number",
                "{\"flag\": \"x\"}               | /flag        | true or false",
                "{\"list\": {}}                  | /list        | a list",
                "{\"inner\": []}                 | /inner       | an object",
                "{\"map\": 1}                    | /map         | an object",
                "{\"list\": [{}, {\"name\": 2}]} | /list/1/name | a text",
                "[]                              | ''           | an object"
            })
    void namesTheMemberAndWhatItMustBe(String json, String path, String expected) {
        assertThat(refused(json))
                .isEqualTo(new Interpretation.Unreadable(
                        "wrong-type", "A member is not of the expected type: it must be " + expected, path));
    }

    @Test
    void saysWhatIsNoPayloadAtAll() {
        assertThat(refused("null")).isEqualTo(new Interpretation.Unreadable("wrong-type", "The payload is null", ""));
        assertThat(refused("{").slug()).isEqualTo("malformed");
        assertThat(refused("{").path()).isNull();
    }

    @Test
    void readsWhatItKnowsAndPassesTheRest() throws Unreadable {
        Sample sample = Payloads.read(
                "{\"text\": \"a\", \"number\": 7, \"other\": [1]}".getBytes(StandardCharsets.UTF_8), Sample.class);

        assertThat(sample).isEqualTo(new Sample("a", 7L, null, null, null, null));
    }

    @Test
    void wantsATextOfAtMostAThousandCharacters() throws Unreadable {
        assertThat(Payloads.text("x".repeat(1_000), "/a")).hasSize(1_000);
        assertThat(badText("x".repeat(1_001)).slug()).isEqualTo("invalid-value");
        assertThat(badText(" ").slug()).isEqualTo("invalid-value");
        assertThat(badText("a\u0007").slug()).isEqualTo("invalid-value");
        assertThat(badText(null)).extracting("slug", "path").containsExactly("missing-field", "/a");
    }

    private static Interpretation.Unreadable badText(@Nullable String text) {
        return catchThrowableOfType(Unreadable.class, () -> Payloads.text(text, "/a"))
                .toInterpretation();
    }

    @Test
    void cutsWhatIsOnlyShown() {
        assertThat(Payloads.shown(null, 3)).isNull();
        assertThat(Payloads.shown("abc", 3)).isEqualTo("abc");
        assertThat(Payloads.shown("abcd", 3)).isEqualTo("ab…");
        assertThat(Payloads.shown("a\u0000", 3)).isEqualTo("a\uFFFD");
    }
}
