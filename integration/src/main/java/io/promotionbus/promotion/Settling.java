package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a verification counts. Kargo was seen to verify a Freight one second after its Promotion although the rollout
 * took ten more (a stale Healthy), so a verification counts only once stage and Applications are still healthy some
 * seconds after the Promotion succeeded. Once settled stays settled.
 */
final class Settling {

    private Settling() {}

    /** Has the Freight proved itself in the stage, or when may it have? */
    sealed interface Proof {
        record Settled(Instant at) implements Proof {}

        /** {@code until} is absent while the stage is not healthy: then only an event can change it. */
        record Unsettled(@Nullable Instant until) implements Proof {}
    }

    /** Why the verifications upstream do not count yet; empty when enough of them do. */
    static List<Reason> missing(Situation situation, Freight freight, FreightRequest request) {
        if (freight.approvedFor().contains(situation.stage().name()) || request.direct()) {
            return List.of();
        }
        List<Reason> missing = new ArrayList<>();
        for (String upstream : request.upstream()) {
            if (proof(situation, upstream, freight) instanceof Proof.Unsettled unsettled) {
                missing.add(Reason.of(Reason.Slug.NOT_VERIFIED_UPSTREAM)
                        .with("stage", upstream)
                        .with("settling", "true")
                        .since(freight.verifiedIn().get(upstream))
                        .until(unsettled.until()));
            }
        }
        boolean enough = request.all()
                ? missing.isEmpty()
                : missing.size() < request.upstream().size();
        return enough ? List.of() : List.copyOf(missing);
    }

    static Proof proof(Situation situation, String stageName, Freight freight) {
        Instant settled = situation.settled().getOrDefault(stageName, Map.of()).get(freight.name());
        if (settled != null) {
            return new Proof.Settled(settled);
        }
        Stage stage = situation.stages().get(stageName);
        Instant verified = freight.verifiedIn().get(stageName);
        StageHealth health = situation.health().get(stageName);
        if (stage == null || verified == null || !stage.current().containsValue(freight.name())) {
            return new Proof.Unsettled(null);
        }
        if (health == null || health.status() != StageHealth.Status.Healthy) {
            return new Proof.Unsettled(null);
        }
        Instant at = succeeded(stage, freight)
                .orElse(verified)
                .plus(situation.timing().settle());
        return at.isAfter(situation.now()) ? new Proof.Unsettled(at) : new Proof.Settled(situation.now());
    }

    private static Optional<Instant> succeeded(Stage stage, Freight freight) {
        return Optional.ofNullable(stage.lastPromotion())
                .filter(last -> freight.name().equals(last.freight()) && "Succeeded".equals(last.phase()))
                .flatMap(last -> Optional.ofNullable(last.finishedAt()));
    }
}
