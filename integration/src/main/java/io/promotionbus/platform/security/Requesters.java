package io.promotionbus.platform.security;

import io.promotionbus.platform.Requester;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Reads who is behind an authentication, whether it came by session or by bearer token. */
final class Requesters {

    static final String ROLE_PREFIX = "ROLE_";

    private Requesters() {}

    static Optional<Requester> of(@Nullable Authentication authentication) {
        if (authentication == null || !authentication.isAuthenticated()) {
            return Optional.empty();
        }
        if (authentication.getPrincipal() instanceof OidcUser user) {
            return Optional.of(requester(user.getIdToken(), authentication));
        }
        if (authentication instanceof JwtAuthenticationToken token) {
            return Optional.of(requester(token.getToken(), authentication));
        }
        return Optional.empty();
    }

    private static Requester requester(ClaimAccessor claims, Authentication authentication) {
        String subject = text(claims, "sub", "");
        String username = text(claims, "preferred_username", subject);
        Instant authTime = claims.getClaimAsInstant("auth_time");
        return new Requester(
                text(claims, "iss", ""),
                subject,
                username,
                text(claims, "name", username),
                roles(authentication),
                authTime);
    }

    private static String text(ClaimAccessor claims, String name, String fallback) {
        String value = claims.getClaimAsString(name);
        return value == null || value.isBlank() ? fallback : value;
    }

    private static Set<String> roles(Authentication authentication) {
        return authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority.startsWith(ROLE_PREFIX))
                .map(authority -> authority.substring(ROLE_PREFIX.length()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
