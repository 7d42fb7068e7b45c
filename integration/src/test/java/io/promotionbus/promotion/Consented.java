package io.promotionbus.promotion;

import static io.promotionbus.promotion.SituationFixtures.NOW;

import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people and earlier attempts left behind. */
final class Consented {

    static final UUID R1 = new UUID(0, 1);
    static final UUID R2 = new UUID(0, 2);

    private Consented() {}

    static Consent.Open open(UUID request) {
        return new Consent.Open(request, NOW.minusSeconds(60), NOW.plus(Duration.ofHours(72)), List.of("qa 1"), null);
    }

    static Consent.Open asked(UUID request) {
        return new Consent.Open(request, NOW.minusSeconds(60), NOW.plusSeconds(600), List.of("qa 1"), "qa");
    }

    static Consent.Approved approved(UUID request, Instant at) {
        return new Consent.Approved(request, at, NOW.plus(Duration.ofHours(24)), List.of("qa"), null);
    }

    static Progress.Ended ended(Outcome outcome, Instant at) {
        return new Progress.Ended("p.x", outcome, at, "boom");
    }
}
