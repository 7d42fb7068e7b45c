package io.promotionbus.approval;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided, with what it rested on.
 *
 * @param who as Keycloak knew the person at the decision
 * @param roles those of the required roles that the person had at the decision
 * @param at business time
 * @param fingerprint what the person saw
 * @param base what of it is compared again before the Promotion; a decision about another base counts no more
 * @param needsSecond four-eyes could not clear the person at the decision
 */
public record PersonDecision(
        UUID id,
        UUID request,
        Who who,
        Set<String> roles,
        Kind kind,
        @Nullable String comment,
        Instant at,
        String fingerprint,
        String base,
        boolean needsSecond) {

    public PersonDecision {
        roles = Set.copyOf(roles);
    }

    /** As in the JSON contract. */
    public enum Kind {
        APPROVE,
        REJECT;

        public String slug() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A person. Identified by issuer and subject; everything else is for display and comparison with authors, and is kept
     * in a table of its own that can be erased.
     */
    public record Who(
            String issuer,
            String subject,
            String username,
            String name,
            @Nullable String github,
            @Nullable String email) {

        public boolean is(String issuer, String subject) {
            return this.issuer.equals(issuer) && this.subject.equals(subject);
        }
    }
}
