package io.promotionbus.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.promotionbus.audit.spring.AuditProperties;
import io.promotionbus.platform.security.IdentityProperties;
import io.promotionbus.platform.web.PlatformProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;

class InvalidConfigurationTest {

    private final Map<String, String> properties = new LinkedHashMap<>(Map.of(
            "bus.public-url", "https://bus.example.org",
            "bus.identity.issuer-uri", "https://id.example.org/realms/promotion-bus",
            "bus.identity.client-secret", "s3cret-value",
            "bus.identity.admin.client-secret", "s3cret-value",
            "bus.audit.signing-key", "s3cret-value",
            "bus.audit.key-id", "k1"));

    @ParameterizedTest
    @CsvSource({
        "bus.public-url",
        "bus.identity.issuer-uri",
        "bus.identity.client-secret",
        "bus.identity.admin.client-secret",
        "bus.audit.signing-key",
        "bus.audit.key-id"
    })
    void namesWhatIsMissingInOneSentence(String property) {
        properties.remove(property);
        String sentence = sentence();
        assertThat(sentence)
                .startsWith("The property " + property + " is missing: ")
                .endsWith(".")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "bus.public-url,bus.example.org", "bus.public-url,ftp://bus.example.org",
                "bus.public-url,https://bus.example.org/?a=b",
        "bus.audit.trace-retention,soon", "bus.drain,later", "bus.identity.issuer-uri,id.example.org"
    })
    void namesWhatCannotBeUsedWithoutRepeatingSecrets(String property, String value) {
        properties.put(property, value);
        assertThat(sentence())
                .startsWith("The property " + property + " cannot be used: ")
                .endsWith(".")
                .doesNotContain("\n")
                .doesNotContain("s3cret-value");
    }

    @Test
    void startsWhenEverythingIsThere() {
        assertThat(catchThrowable(this::start)).isNull();
    }

    private String sentence() {
        Throwable failure = catchThrowable(this::start);
        assertThat(failure).as("the start must fail").isNotNull();
        FailureAnalysis analysis = new InvalidConfigurationAnalyzer().analyze(failure);
        assertThat(analysis).as(failure.toString()).isNotNull();
        return analysis.getDescription();
    }

    private void start() {
        List<String> arguments = new ArrayList<>(List.of("--spring.config.location=optional:file:/nowhere/"));
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        new SpringApplicationBuilder(PropertiesOnly.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new))
                .close();
    }

    @EnableConfigurationProperties({PlatformProperties.class, IdentityProperties.class, AuditProperties.class})
    static class PropertiesOnly {}
}
