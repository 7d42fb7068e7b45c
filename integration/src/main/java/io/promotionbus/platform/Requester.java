package io.promotionbus.platform;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated person or client behind a request, captured at the edge.
 *
 * @param issuer the OIDC issuer; with {@code subject} it identifies the person (OpenID Connect Core 1.0, section 2)
 * @param subject the OIDC {@code sub}
 * @param username {@code preferred_username}, for display only
 * @param name full name, for display only
 * @param roles realm roles of the token or session, without prefix
 * @param authTime when the person last authenticated ({@code auth_time}), absent for bearer tokens without it
 */
public record Requester(
        String issuer,
        String subject,
        String username,
        String name,
        Set<String> roles,
        @Nullable Instant authTime) {

    public boolean has(String role) {
        return roles.contains(role);
    }
}
