package io.promotionbus.kargo;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Business events that mere looking gives: Freight that appeared without the bus, and verifications. */
public final class ObservationAudit {

    private static final Actor KARGO = new Actor.Kargo("kargo");

    private final AuditLog audit;

    public ObservationAudit(AuditLog audit) {
        this.audit = audit;
    }

    void changed(Sighting.Seen seen, @Nullable Object before) {
        if (!(seen.object() instanceof Freight now)) {
            return;
        }
        if (before == null && !seen.byBus()) {
            audit.record(AuditEntry.of(KARGO, "freight.seen", "freight", now.name())
                    .at(now.project(), null)
                    .freight(now.name())
                    .after("origin", now.origin().toString())
                    .after("discoveredAt", now.discoveredAt().toString())
                    .after("images", images(now)));
        }
        Map<String, ?> known = before instanceof Freight was ? was.verifiedIn() : Map.of();
        now.verifiedIn().forEach((stage, at) -> {
            if (!known.containsKey(stage)) {
                audit.record(AuditEntry.of(KARGO, "stage.verified", "stage", now.project() + "/" + stage)
                        .at(now.project(), stage)
                        .freight(now.name())
                        .after("verifiedAt", at.toString()));
            }
        });
    }

    private static List<String> images(Freight freight) {
        return freight.images().stream()
                .map(image -> image.repoUrl() + ":" + image.tag() + "@" + image.digest())
                .toList();
    }
}
