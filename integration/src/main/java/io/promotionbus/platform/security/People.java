package io.promotionbus.platform.security;

import io.promotionbus.platform.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The people of the realm as the identity provider knows them right now (Keycloak's admin API, at most 2 s).
 *
 * @see <a href="https://www.keycloak.org/docs-api/latest/rest-api/index.html">Keycloak admin REST API</a>
 */
public interface People {

    /** The person with effective realm roles, or empty when unknown. */
    Optional<Person> bySubject(String subject);

    /** The person whose verified e-mail address it is, or empty; service accounts have none. */
    Optional<Person> byEmail(String email);

    /** Enabled people who have the role effectively. */
    List<Person> withRole(String role);

    /**
     * A person.
     *
     * @param github the login at GitHub (user attribute {@code github}), absent when unknown
     * @param email only when {@code emailVerified}
     * @param locale user attribute {@code locale}, absent when not chosen
     * @param serviceAccount true for a client's service account, which is not a person
     */
    record Person(
            String issuer,
            String subject,
            String username,
            String name,
            @Nullable String email,
            boolean emailVerified,
            boolean enabled,
            boolean serviceAccount,
            Set<String> roles,
            @Nullable String github,
            @Nullable String locale) {}

    /** The identity provider did not answer in time or answered with a fault; nothing may be decided. */
    final class IdentityUnavailable extends RuntimeException implements Unavailable {
        public IdentityUnavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String slug() {
            return "identity-unavailable";
        }
    }
}
