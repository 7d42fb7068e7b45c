package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether Kargo would accept the Freight at a stage, by Kargo's own rules (v1.11): approved for the stage, straight from
 * the Warehouse, or verified and soaked upstream.
 */
sealed interface Availability {

    record Available() implements Availability {}

    /** The stages that are missing, each with the reason. */
    record Missing(List<Reason> reasons) implements Availability {
        /** When time alone may change it; absent when only an event can. */
        @Nullable
        Instant edge() {
            return reasons.stream()
                    .map(Reason::until)
                    .flatMap(until -> Optional.ofNullable(until).stream())
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /** {@code now} is business time: soak is a business rule. */
    static Availability of(Freight freight, String stage, FreightRequest request, Instant now) {
        if (freight.approvedFor().contains(stage) || request.direct()) {
            return new Available();
        }
        List<Reason> missing = new ArrayList<>();
        for (String upstream : request.upstream()) {
            upstream(freight, upstream, request.requiredSoakTime(), now).ifPresent(missing::add);
        }
        boolean enough = request.all()
                ? missing.isEmpty()
                : missing.size() < request.upstream().size();
        return enough ? new Available() : new Missing(List.copyOf(missing));
    }

    private static Optional<Reason> upstream(Freight freight, String upstream, Duration required, Instant now) {
        if (!freight.verifiedIn().containsKey(upstream)) {
            return Optional.of(Reason.of(Reason.Slug.NOT_VERIFIED_UPSTREAM)
                    .with("stage", upstream)
                    .since(freight.currentlyIn().get(upstream)));
        }
        Instant since = freight.currentlyIn().get(upstream);
        Duration longest = freight.longestSoak().getOrDefault(upstream, Duration.ZERO);
        Duration running = since == null ? Duration.ZERO : Duration.between(since, now);
        if (longest.compareTo(required) >= 0 || running.compareTo(required) >= 0) {
            return Optional.empty();
        }
        return Optional.of(Reason.of(Reason.Slug.SOAKING)
                .with("stage", upstream)
                .with("required", required.toString())
                .since(since)
                .until(since == null ? null : since.plus(required)));
    }
}
