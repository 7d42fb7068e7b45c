package io.promotionbus.sandbox.cluster.kargo;

import io.promotionbus.sandbox.cluster.StepFailure;
import io.promotionbus.sandbox.cluster.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was told to go wrong inside Kargo. */
public final class KargoFaults {

    /** A step that is to end badly. */
    public record BadStep(String step, StepFailure how) {}

    private volatile long admissionDownUntil = Long.MIN_VALUE;
    private volatile boolean frozen;
    private final Map<Target, BadStep> badSteps = new ConcurrentHashMap<>();
    private final Map<Target, String> badVerifications = new ConcurrentHashMap<>();
    private final Map<Target, String> stageHealth = new ConcurrentHashMap<>();

    public void admissionDown(Duration time) {
        admissionDownUntil = System.nanoTime() + time.toNanos();
    }

    boolean isAdmissionDown() {
        return admissionDownUntil != Long.MIN_VALUE && System.nanoTime() - admissionDownUntil < 0;
    }

    public void freeze(boolean value) {
        frozen = value;
    }

    boolean isFrozen() {
        return frozen;
    }

    public void failNextPromotion(Target target, BadStep bad) {
        badSteps.put(target, bad);
    }

    Optional<BadStep> takeBadStep(Target target) {
        return Optional.ofNullable(badSteps.remove(target));
    }

    public void failNextVerification(Target target, String phase) {
        badVerifications.put(target, phase);
    }

    /** The phase the next verification ends with. */
    String takeVerificationPhase(Target target) {
        String phase = badVerifications.remove(target);
        return phase == null ? "Successful" : phase;
    }

    /** Health of stages without Applications. */
    public Map<Target, String> stageHealth() {
        return stageHealth;
    }

    public void clear() {
        admissionDownUntil = Long.MIN_VALUE;
        frozen = false;
        badSteps.clear();
        badVerifications.clear();
        stageHealth.clear();
    }
}
