package io.promotionbus.promotion;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.Templates;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempts.Stored;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends an attempt, with its audit event and, when a person is needed, a message to the operators. */
public final class EndAttempt {

    /**
     * Steps that prepare and publish files, but leave the environment as it is. Only they are known to be harmless; what a
     * step that is not listed did, nobody knows.
     */
    private static final Set<String> PREPARING = Set.of(
            "compose-output",
            "copy",
            "delete",
            "fail",
            "git-clear",
            "git-clone",
            "git-commit",
            "git-push",
            "helm-template",
            "helm-update-chart",
            "http-download",
            "json-parse",
            "json-update",
            "kustomize-build",
            "kustomize-set-image",
            "oci-download",
            "set-metadata",
            "untar",
            "yaml-merge",
            "yaml-parse",
            "yaml-update");

    private static final String OPERATORS = "operator";

    private final Attempts attempts;
    private final AuditLog audit;
    private final Outbox outbox;
    private final BusinessClock clock;

    public EndAttempt(Attempts attempts, AuditLog audit, Outbox outbox, BusinessClock clock) {
        this.attempts = attempts;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Ends it as Kargo says; nothing happens when it had ended before. */
    void asObserved(Stored stored, KargoPromotion promotion) {
        end(stored, outcome(promotion), promotion.message(), promotion);
    }

    /** Ends it because its Promotion is gone. */
    void lost(Stored stored) {
        end(stored, Outcome.LOST, "The Promotion was deleted", null);
    }

    private void end(Stored stored, Outcome outcome, @Nullable String message, @Nullable KargoPromotion promotion) {
        if (attempts.end(stored.attempt().id(), outcome, when(stored, promotion), message, promotion)) {
            record(stored, outcome, message);
        }
    }

    /** Kargo would not have it; the caller has ended it. */
    void refused(Stored stored, Outcome outcome, String message) {
        record(stored, outcome, message);
    }

    /** Kargo's time where it can be right; its clock and resolution are not ours. */
    private Instant when(Stored stored, @Nullable KargoPromotion promotion) {
        Instant now = clock.now();
        Instant finished = promotion == null ? null : promotion.finishedAt();
        if (finished == null
                || finished.isAfter(now)
                || finished.isBefore(stored.attempt().createdAt())) {
            return now;
        }
        return finished;
    }

    private void record(Stored stored, Outcome outcome, @Nullable String message) {
        Attempt attempt = stored.attempt();
        AuditEntry entry = outcome == Outcome.SUCCEEDED
                ? AuditEntry.of(kargo(), "promotion.succeeded", "promotion", attempt.id())
                        .at(stored.lane().project(), stored.lane().stage())
                        .freight(attempt.freight())
                : failed(stored.lane().project(), stored.lane().stage(), attempt)
                        .because(message)
                        .after("outcome", outcome.name());
        audit.record(entry.correlation(stored.correlation())
                .delivery(stored.delivery())
                .after("kargoName", stored.kargoName())
                .after("number", attempt.number()));
        if (needsAPerson(attempt, outcome)) {
            tell(stored, message);
        }
    }

    static AuditEntry failed(String project, String stage, Attempt attempt) {
        return AuditEntry.of(kargo(), "promotion.failed", "promotion", attempt.id())
                .at(project, stage)
                .freight(attempt.freight());
    }

    private static Actor kargo() {
        return new Actor.Kargo("controller");
    }

    private static boolean needsAPerson(Attempt attempt, Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED, ABORTED, CANCELLED, LOST -> false;
            case FAILED_AFTER, DENIED -> !attempt.external();
            case FAILED_BEFORE, REFUSED -> !attempt.external() && attempt.number() > Timing.RETRIES;
        };
    }

    private void tell(Stored stored, @Nullable String message) {
        LaneRef lane = stored.lane();
        outbox.tellRole(
                OPERATORS,
                Templates.PROMOTION_FAILED,
                stored.attempt().id(),
                Map.of(
                        "because",
                        message == null ? "" : message,
                        "attempts",
                        stored.attempt().number()),
                new Outbox.Context(
                        lane.project(), lane.stage(), stored.attempt().freight(), stored.correlation()));
    }

    static Outcome outcome(KargoPromotion promotion) {
        return switch (promotion.phase()) {
            case "Succeeded" -> Outcome.SUCCEEDED;
            case "Aborted" -> Outcome.ABORTED;
            default -> beforeAnythingChanged(promotion) ? Outcome.FAILED_BEFORE : Outcome.FAILED_AFTER;
        };
    }

    private static boolean beforeAnythingChanged(KargoPromotion promotion) {
        String uses = promotion.failedStepUses();
        return uses == null ? promotion.failedStep() == null : PREPARING.contains(uses);
    }
}
