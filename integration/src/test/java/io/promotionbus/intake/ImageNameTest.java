package io.promotionbus.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

    @ParameterizedTest
    @CsvSource({
        "busybox, busybox, library/busybox",
        "library/busybox, busybox, library/busybox",
        "docker.io/busybox, busybox, library/busybox",
        "index.docker.io/library/busybox, busybox, library/busybox",
        "registry-1.docker.io/acme/users-api, acme/users-api, acme/users-api",
        "Acme/Users-API, acme/users-api, acme/users-api",
        "ghcr.io/acme/users-api, ghcr.io/acme/users-api, acme/users-api",
        "127.0.0.1:5000/acme/users-api, 127.0.0.1:5000/acme/users-api, acme/users-api",
        "localhost/acme/users-api, localhost/acme/users-api, acme/users-api",
        "quay.io/library/x, quay.io/library/x, library/x"
    })
    void normalisesAsKargoCompares(String text, String normal, String apiPath) {
        ImageName name = ImageName.parse(text).orElseThrow();
        assertThat(name).hasToString(normal);
        assertThat(name.apiPath()).isEqualTo(apiPath);
        assertThat(ImageName.parse(normal)).contains(name);
    }

    @Test
    void boundsItsLength() {
        assertThat(ImageName.parse("a".repeat(255))).isPresent();
        assertThat(ImageName.parse("a".repeat(256))).isEmpty();
    }

    @Test
    void tellsTagsAndDigestsFromOtherTexts() {
        assertThat(ImageName.isTag("1.2.3")).isTrue();
        assertThat(ImageName.isTag("-1")).isFalse();
        assertThat(ImageName.isDigest("sha256:" + "a".repeat(64))).isTrue();
        assertThat(ImageName.isDigest("sha256:" + "a".repeat(63))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "acme//x", "/acme", "acme/", "https://acme/x", "acme/x:1", "{{a}}/b", "a/../b"})
    void refusesTheRest(String text) {
        assertThat(ImageName.parse(text)).isEmpty();
    }
}
