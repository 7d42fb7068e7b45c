package io.promotionbus.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One business event about to be recorded. Built with {@link #of} and the {@code with} methods; id and business time are
 * given by the log.
 *
 * @param action one of the dotted names of the audit contract, such as {@code approval.approved}
 * @param subjectKind what kind of thing changed, such as {@code approval}
 * @param subjectId its id
 * @param correlation joins the events and route trace of one cause; null takes the current one of the thread
 * @param before only what changed; JSON-able values without floating point numbers
 * @param after only what changed
 */
public record AuditEntry(
        Actor actor,
        String action,
        String subjectKind,
        String subjectId,
        @Nullable String project,
        @Nullable String stage,
        @Nullable String freight,
        @Nullable UUID delivery,
        @Nullable String correlation,
        @Nullable String reason,
        Map<String, Object> before,
        Map<String, Object> after) {

    public static AuditEntry of(Actor actor, String action, String subjectKind, Object subjectId) {
        return new AuditEntry(
                actor,
                action,
                subjectKind,
                subjectId.toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of());
    }

    public AuditEntry at(String project, @Nullable String stage) {
        return new AuditEntry(
                actor,
                action,
                subjectKind,
                subjectId,
                project,
                stage,
                freight,
                delivery,
                correlation,
                reason,
                before,
                after);
    }

    public AuditEntry freight(@Nullable String freight) {
        return new AuditEntry(
                actor,
                action,
                subjectKind,
                subjectId,
                project,
                stage,
                freight,
                delivery,
                correlation,
                reason,
                before,
                after);
    }

    public AuditEntry delivery(@Nullable UUID delivery) {
        return new AuditEntry(
                actor,
                action,
                subjectKind,
                subjectId,
                project,
                stage,
                freight,
                delivery,
                correlation,
                reason,
                before,
                after);
    }

    public AuditEntry correlation(@Nullable String correlation) {
        return new AuditEntry(
                actor,
                action,
                subjectKind,
                subjectId,
                project,
                stage,
                freight,
                delivery,
                correlation,
                reason,
                before,
                after);
    }

    public AuditEntry because(@Nullable String reason) {
        return new AuditEntry(
                actor,
                action,
                subjectKind,
                subjectId,
                project,
                stage,
                freight,
                delivery,
                correlation,
                reason,
                before,
                after);
    }

    public AuditEntry before(String field, @Nullable Object value) {
        return new AuditEntry(
                actor,
                action,
                subjectKind,
                subjectId,
                project,
                stage,
                freight,
                delivery,
                correlation,
                reason,
                plus(before, field, value),
                after);
    }

    public AuditEntry after(String field, @Nullable Object value) {
        return new AuditEntry(
                actor,
                action,
                subjectKind,
                subjectId,
                project,
                stage,
                freight,
                delivery,
                correlation,
                reason,
                before,
                plus(after, field, value));
    }

    private static Map<String, Object> plus(Map<String, Object> map, String field, @Nullable Object value) {
        if (value == null) {
            return map;
        }
        Map<String, Object> copy = new TreeMap<>(map);
        copy.put(field, value);
        return Map.copyOf(copy);
    }
}
