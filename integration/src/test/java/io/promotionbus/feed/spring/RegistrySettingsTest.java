package io.promotionbus.feed.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promotionbus.feed.RegistryAddresses;
import io.promotionbus.platform.InvalidConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** Registries and their credentials, per host. */
class RegistrySettingsTest {

    private static final String HUB = "bus.registries.[docker.io].";

    @Test
    void readsCredentialsPerHost() {
        RegistryAddresses addresses = RegistrySettings.read(new MockEnvironment()
                .withProperty(HUB + "username", "acme")
                .withProperty(HUB + "password", "secret")
                .withProperty("bus.registries.[ghcr.io].url", "https://mirror.example.org/"));
        assertThat(addresses.of("docker.io").basic()).startsWith("Basic ");
        assertThat(addresses.of("docker.io").url()).hasHost("registry-1.docker.io");
        assertThat(addresses.of("docker.io").toString()).doesNotContain("secret");
        assertThat(addresses.of("ghcr.io").basic()).isNull();
        assertThat(addresses.of("ghcr.io").url()).hasToString("https://mirror.example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "username,acme,bus.registries.docker.io.password is missing",
        "password,geheim,bus.registries.docker.io.username is missing",
        "token,geheim,bus.registries.docker.io.token cannot be used",
        "url,ftp://geheim,bus.registries.docker.io.url cannot be used",
        "url,:not a url,bus.registries.docker.io.url cannot be used"
    })
    void namesThePropertyThatIsWrong(String setting, String value, String sentence) {
        assertThatThrownBy(() -> RegistrySettings.read(new MockEnvironment().withProperty(HUB + setting, value)))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("geheim");
    }
}
