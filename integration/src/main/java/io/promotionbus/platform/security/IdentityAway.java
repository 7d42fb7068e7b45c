package io.promotionbus.platform.security;

import io.promotionbus.platform.Unavailable;
import org.springframework.security.core.AuthenticationException;

/** The keys of the realm could not be fetched, so the token cannot be judged: 503, not 401. */
final class IdentityAway extends AuthenticationException implements Unavailable {

    IdentityAway(Throwable cause) {
        super("The identity provider does not answer", cause);
    }

    @Override
    public String slug() {
        return "identity-unavailable";
    }
}
