package io.promotionbus.approval.camel;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * GitHub, read for the commits between two versions. Its address is {@code bus.github.api-url}.
 *
 * @param token needs {@code contents:read} and {@code pull-requests:read}; absent for public repositories
 */
@ConfigurationProperties("bus.github")
record GitHubProperties(@Nullable String token) {

    @Override
    public String toString() {
        return "GitHubProperties[token " + (token == null ? "absent" : "present") + "]";
    }
}
