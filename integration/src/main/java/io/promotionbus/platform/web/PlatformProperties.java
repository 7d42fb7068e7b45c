package io.promotionbus.platform.web;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings that belong to no feature.
 *
 * @param publicUrl where people reach the bus, such as {@code https://bus.example.org}
 * @param version of this build, shown to people
 * @param drain how long a stopping replica refuses new deliveries before it stops, so that load balancers notice
 */
@Validated
@ConfigurationProperties("bus")
public record PlatformProperties(
        @NotNull(message = "it must be the absolute URL under which people reach the bus")
        URI publicUrl,

        @DefaultValue("unknown") String version,
        @DefaultValue("0s") Duration drain) {

    @AssertTrue(message = "it must be an absolute http or https URL without query")
    boolean isPublicUrlUsable() {
        return publicUrl == null
                || (("http".equals(publicUrl.getScheme()) || "https".equals(publicUrl.getScheme()))
                        && publicUrl.getHost() != null
                        && publicUrl.getQuery() == null);
    }
}
