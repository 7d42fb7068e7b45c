package io.promotionbus.rollback;

import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealth.Status;
import io.promotionbus.promotion.LaneRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * When several stages of different applications fall ill at once, something they share is broken, and going back with each of
 * them would make it worse. Stages that run Freight of the same origin are one application: a bad version makes them all ill.
 * Pure.
 */
public final class SharedOutage {

    /** How far apart in business time illnesses may begin and still be one. */
    public static final Duration AT_ONCE = Duration.ofMinutes(2);

    private SharedOutage() {}

    /**
     * The other stages that are ill, or were just rolled back, at the same time and run something else; empty for no outage.
     *
     * @param since when the stage fell ill
     * @param patience how long a rollout may take before it counts as ill
     * @param rolledBack lanes that were rolled back within {@link #AT_ONCE}
     */
    public static List<String> others(
            Stage stage,
            Instant since,
            Instant now,
            Duration patience,
            Collection<Stage> stages,
            Collection<StageHealth> healths,
            Collection<LaneRef> rolledBack) {
        Map<String, Stage> byLane = stages.stream()
                .collect(Collectors.toMap(one -> new LaneRef(one.project(), one.name()).id(), Function.identity()));
        Set<String> others = new TreeSet<>();
        healths.stream()
                .filter(health -> ill(health, now, patience))
                .filter(health -> Duration.between(health.since(), since).abs().compareTo(AT_ONCE) <= 0)
                .map(health -> new LaneRef(health.project(), health.stage()).id())
                .forEach(others::add);
        rolledBack.forEach(lane -> others.add(lane.id()));
        others.removeIf(id -> !byLane.containsKey(id) || !anotherApplication(stage, byLane.get(id)));
        return List.copyOf(others);
    }

    private static boolean ill(StageHealth health, Instant now, Duration patience) {
        return health.status() == Status.Unhealthy
                || (health.status() == Status.Progressing
                        && !health.since().plus(patience).isAfter(now));
    }

    private static boolean anotherApplication(Stage one, Stage other) {
        return !other.current().isEmpty()
                && (!one.project().equals(other.project())
                        || Collections.disjoint(
                                one.current().keySet(), other.current().keySet()));
    }
}
