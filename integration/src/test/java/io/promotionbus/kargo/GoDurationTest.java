package io.promotionbus.kargo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "5m0s, PT5M",
        "48h0m0s, PT48H",
        "90s, PT1M30S",
        "1.5h, PT1H30M",
        "1h30m, PT1H30M",
        "250ms, PT0.25S",
        "4m16.11421912s, PT4M16.11421912S",
        "-2m, PT-2M",
        "3us, PT0.000003S",
        "3µs, PT0.000003S"
    })
    void readsWhatGoPrints(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5d", "m5", "5m 3s", "five", "1h-5m", "PT5M", "99999999h"})
    void refusesWhatGoRefuses(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
