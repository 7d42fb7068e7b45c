package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Origin;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.Opening;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Decision.Basis;
import io.promotionbus.promotion.Decision.Hold;
import io.promotionbus.promotion.Decision.Promote;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last door: what may keep a Freight that is otherwise free to go from going right now. */
final class Admission {

    private final Situation situation;
    private final LaneOpening lane;

    Admission(Situation situation) {
        this.situation = situation;
        this.lane = LaneOpening.of(situation);
    }

    /** {@link Promote} when nothing stands in its way; otherwise everything that does. */
    Decision admit(Freight freight, Basis basis, State whileHeld, @Nullable UUID request) {
        List<Reason> reasons = new ArrayList<>();
        if (!emergency(basis)) {
            reasons.addAll(frozen());
            reasons.addAll(windowClosed());
        }
        if (basis instanceof Basis.Automatic && heldByKargo(freight.origin())) {
            reasons.add(Reason.of(Reason.Slug.HELD_BY_KARGO)
                    .with("origin", freight.origin().name()));
        }
        reasons.addAll(laneClosed(basis));
        if (reasons.isEmpty()) {
            return new Promote(basis);
        }
        Instant laneEdge = lane instanceof LaneOpening.Verifying verifying ? verifying.edge() : null;
        Instant edge = Stream.concat(reasons.stream().map(Reason::until), Stream.ofNullable(laneEdge))
                .filter(Objects::nonNull)
                .filter(at -> at.isAfter(situation.now()))
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Hold(whileHeld, List.copyOf(reasons), request, edge);
    }

    /** Past a decision or back to safety: these wait for a running Promotion and for nothing else. */
    static boolean emergency(Basis basis) {
        Kind kind = switch (basis) {
            case Basis.Automatic automatic -> Kind.AUTOMATIC;
            case Basis.Approved approved -> Kind.APPROVAL;
            case Basis.Ordered ordered -> ordered.attempt().kind();
            case Basis.Retry retry -> retry.failed().kind();
        };
        return kind == Kind.BREAK_GLASS || kind == Kind.ROLLBACK;
    }

    private List<Reason> frozen() {
        return situation.freezes().stream().map(Admission::frozen).toList();
    }

    static Reason frozen(Freeze freeze) {
        return Reason.of(Reason.Slug.FROZEN)
                .with("id", freeze.id().toString())
                .with("by", freeze.setBy())
                .with("reason", freeze.reason())
                .since(freeze.setAt())
                .until(freeze.until());
    }

    private List<Reason> windowClosed() {
        return situation.opening() instanceof Opening.Closed closed
                ? List.of(Reason.of(Reason.Slug.WINDOW_CLOSED)
                        .with("reason", closed.reason())
                        .until(closed.until()))
                : List.of();
    }

    /**
     * Kargo holds what somebody moved back by hand. A hold that the bus's own Promotion caused means nothing: after a
     * rollback a fix flows normally.
     */
    private boolean heldByKargo(Origin origin) {
        return heldByKargo(situation).contains(origin);
    }

    static List<Origin> heldByKargo(Situation situation) {
        return situation.last().map(Attempt::external).orElse(true)
                ? situation.stage().holds().stream()
                        .sorted(Comparator.comparing(Origin::toString))
                        .toList()
                : List.of();
    }

    private List<Reason> laneClosed(Basis basis) {
        return switch (lane) {
            case LaneOpening.Open open -> List.of();
            case LaneOpening.Occupied occupied -> List.of(running(occupied.by()));
            case LaneOpening.Verifying verifying ->
                emergency(basis)
                        ? List.of()
                        : List.of(Reason.of(Reason.Slug.VERIFICATION_RUNNING)
                                .with("stage", situation.stage().name())
                                .with("freight", verifying.freight())
                                .since(verifying.since()));
        };
    }

    static Reason running(Attempt attempt) {
        Reason reason = Reason.of(Reason.Slug.PROMOTION_RUNNING).with("freight", attempt.freight());
        return attempt.progress() instanceof Progress.Created created
                ? reason.with("promotion", created.kargoName())
                        .with("phase", created.phase())
                        .since(created.startedAt() == null ? attempt.createdAt() : created.startedAt())
                : reason.since(attempt.createdAt());
    }
}
