package io.promotionbus.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "1",
                "\"a\"",
                "null",
                " {\"a\": [1, 2.5e10, \"ü🚀\", null, true]} ",
                "{\"a\":\"\\ud83d\\ude80\"}"
            })
    void takesJson(String text) {
        assertThat(JsonForm.wellFormed(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "1 2",
                "\"a",
                "nul",
                "{",
                "{}{}",
                "{\"a\":}",
                "{'a':1}",
                "{a:1}",
                "[1,]",
                "NaN",
                "x=1&y=2",
                "{} x"
            })
    void refusesTheRest(String text) {
        assertThat(JsonForm.wellFormed(text.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void refusesInvalidUtf8AndOtherEncodings() {
        assertThat(JsonForm.wellFormed(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, '"', '}'}))
                .isFalse();
        // Half of a surrogate pair, which only reading the text finds.
        assertThat(JsonForm.wellFormed(HexFormat.of().parseHex("7b2261223a22" + "eda1ad" + "227d")))
                .isFalse();
        assertThat(JsonForm.wellFormed(HexFormat.of().parseHex("5b22" + "eda1ad" + "225d")))
                .isFalse();
        assertThat(JsonForm.wellFormed("{}".getBytes(StandardCharsets.UTF_16LE)))
                .isFalse();
        assertThat(JsonForm.wellFormed("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE)))
                .isFalse();
    }

    @Test
    void boundsTheDepth() {
        assertThat(JsonForm.wellFormed(nested(JsonForm.MAX_DEPTH))).isTrue();
        assertThat(JsonForm.wellFormed(nested(JsonForm.MAX_DEPTH + 1))).isFalse();
        assertThat(JsonForm.wellFormed("[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8);
    }
}
