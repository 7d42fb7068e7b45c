package io.promotionbus.promotion;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Stage;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Ids;
import io.promotionbus.promotion.Attempts.NewAttempt;
import io.promotionbus.promotion.Attempts.Stored;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes note of a Promotion that exists, whoever saw it first: the answer to our own call, the search before a further
 * try, or the watch. Idempotent; joins the caller's transaction.
 */
public final class SeePromotion {

    private final Attempts attempts;
    private final Duplicates duplicates;
    private final StoredLanes lanes;
    private final ObservedCluster cluster;
    private final EndAttempt end;
    private final AuditLog audit;
    private final Changes changes;
    private final BusinessClock business;
    private final Clock wall;
    private final Ids ids;

    public SeePromotion(
            Attempts attempts,
            Duplicates duplicates,
            StoredLanes lanes,
            ObservedCluster cluster,
            EndAttempt end,
            AuditLog audit,
            Changes changes,
            BusinessClock business,
            Clock wall,
            Ids ids) {
        this.attempts = attempts;
        this.duplicates = duplicates;
        this.lanes = lanes;
        this.cluster = cluster;
        this.end = end;
        this.audit = audit;
        this.changes = changes;
        this.business = business;
        this.wall = wall;
        this.ids = ids;
    }

    public void promotion(KargoPromotion promotion) {
        Stored stored = ours(promotion).orElseGet(() -> adopted(promotion));
        if (stored.kargoName() == null && attempts.created(stored.attempt().id(), promotion)) {
            recordCreated(stored, promotion);
        } else if (stored.kargoName() != null && !stored.kargoName().equals(promotion.name())) {
            duplicate(stored, promotion);
            return;
        }
        if (promotion.terminal()) {
            end.asObserved(stored, promotion);
        } else {
            attempts.progressed(stored.attempt().id(), promotion);
        }
        lanes.mark(stored.lane());
        changes.changed(
                Changes.Kind.PROMOTION,
                stored.attempt().id().toString(),
                ChronoUnit.MICROS.between(Instant.EPOCH, business.now()));
    }

    /** The Promotion is gone; a finished one merely fell to Kargo's garbage collection. */
    public void gone(String project, String name) {
        duplicates.settled(project, name);
        attempts.byKargoName(project, name)
                .filter(stored -> stored.attempt().unfinished())
                .ifPresent(stored -> {
                    end.lost(stored);
                    lanes.mark(stored.lane());
                });
    }

    private Optional<Stored> ours(KargoPromotion promotion) {
        Optional<Stored> byLabel = label(promotion).flatMap(attempts::byId);
        return byLabel.isPresent() ? byLabel : attempts.byKargoName(promotion.project(), promotion.name());
    }

    private static Optional<UUID> label(KargoPromotion promotion) {
        String label = promotion.attempt();
        if (label == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(label));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** Made by somebody else: kept, so that the board and the log know it when Kargo has forgotten it. */
    private Stored adopted(KargoPromotion promotion) {
        LaneRef lane = new LaneRef(promotion.project(), promotion.stage());
        String uid = cluster.stage(lane.project(), lane.stage()).map(Stage::uid).orElse("");
        String by = promotion.createActor() == null ? "unknown actor" : promotion.createActor();
        UUID id = ids.next();
        Instant now = business.now();
        Instant createdAt = promotion.createdAt().isAfter(now) ? now : promotion.createdAt();
        attempts.adopt(
                new NewAttempt(
                        id,
                        lane,
                        uid,
                        promotion.freight(),
                        Kind.EXTERNAL,
                        1,
                        null,
                        null,
                        new Actor.Kargo(by),
                        List.of(by),
                        null,
                        uid.isEmpty() ? "" : "stage=" + uid + ";external",
                        null,
                        id.toString(),
                        createdAt),
                promotion);
        Stored stored =
                attempts.byKargoName(promotion.project(), promotion.name()).orElseThrow();
        if (stored.attempt().id().equals(id)) {
            recordCreated(stored, promotion);
        }
        return stored;
    }

    private void recordCreated(Stored stored, KargoPromotion promotion) {
        audit.record(entry(stored, promotion)
                .because(stored.reason())
                .after("kind", stored.attempt().kind().slug())
                .after(
                        "request",
                        stored.attempt().request() == null
                                ? null
                                : stored.attempt().request().toString()));
    }

    /** Left to run when it runs already: same Freight, harmless; aborting it would leave the good one unverified. */
    private void duplicate(Stored stored, KargoPromotion promotion) {
        boolean pending = promotion.phase().isEmpty() || promotion.phase().equals("Pending");
        if (duplicates.add(
                promotion.project(), promotion.name(), stored.attempt().id(), pending, wall.instant())) {
            audit.record(entry(stored, promotion)
                    .because("A second Promotion of the same attempt; "
                            + (pending ? "it is deleted while it is pending" : "it is left to run")));
        }
    }

    private static AuditEntry entry(Stored stored, KargoPromotion promotion) {
        return AuditEntry.of(
                        stored.actor(),
                        "promotion.created",
                        "promotion",
                        stored.attempt().id())
                .at(stored.lane().project(), stored.lane().stage())
                .freight(stored.attempt().freight())
                .delivery(stored.delivery())
                .correlation(stored.correlation())
                .after("kargoName", promotion.name())
                .after("number", stored.attempt().number());
    }
}
