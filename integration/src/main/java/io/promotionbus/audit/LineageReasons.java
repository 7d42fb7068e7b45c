package io.promotionbus.audit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why something happened: in somebody's own words, or as a slug of the bus that each reader gets in words. */
final class LineageReasons {

    /** Their reason is a slug. */
    private static final Set<String> CODED = Set.of("approval.denied", "approval.expired", "approval.withdrawn");

    private LineageReasons() {}

    /** A person's words, and what Kargo says about a failure; the bus's own notes are for the audit log. */
    static @Nullable String words(AuditEvent event) {
        boolean told = !byTheBus(event) || event.action().equals("promotion.failed");
        return told && !CODED.contains(event.action()) ? event.reason() : null;
    }

    static @Nullable String slug(AuditEvent event) {
        if (CODED.contains(event.action())) {
            return event.reason();
        }
        return byTheBus(event) && event.action().startsWith("rollback.")
                ? event.after().path("cause").asText(null)
                : null;
    }

    private static boolean byTheBus(AuditEvent event) {
        return event.actorKind().equals("system");
    }
}
