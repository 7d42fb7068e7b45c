package io.promotionbus.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events; absent fields do not restrict.
 *
 * @param actor subject, system part, sender or a person's user name
 * @param action exact or a prefix, such as {@code approval.}
 * @param from inclusive, business time
 * @param to exclusive, business time
 * @param q words of which every one must occur, the last one as a prefix
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String project,
        @Nullable String stage,
        @Nullable String freight,
        @Nullable UUID delivery,
        @Nullable String correlation,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String q) {

    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null, null, null, null);

    public static AuditFilter ofFreight(String freight) {
        return new AuditFilter(null, null, null, null, freight, null, null, null, null, null);
    }

    public static AuditFilter ofDelivery(UUID delivery) {
        return new AuditFilter(null, null, null, null, null, delivery, null, null, null, null);
    }
}
