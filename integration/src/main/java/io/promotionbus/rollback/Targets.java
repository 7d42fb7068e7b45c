package io.promotionbus.rollback;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.promotion.Attempt;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Situation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a stage may be rolled back to: earlier Freight of the same origin that was verified there and stayed healthy long
 * enough for that to count, that is not quarantined, and from which the stage was not itself rolled back. That Kargo would
 * no longer let it in from upstream is no obstacle: it was allowed there. Pure.
 */
public final class Targets {

    private Targets() {}

    /** The newest one. {@code spoiled}: Freight the stage was rolled back from, and when. */
    public static Optional<Freight> newest(Situation situation, Freight bad, Map<String, Instant> spoiled) {
        return of(situation, bad, spoiled).stream().reduce((one, other) -> newer(situation, one, other) ? one : other);
    }

    /** All of them, in no particular order. */
    public static List<Freight> of(Situation situation, Freight bad, Map<String, Instant> spoiled) {
        String stage = situation.stage().name();
        Set<String> settled = situation.settled().getOrDefault(stage, Map.of()).keySet();
        return situation.freights().stream()
                .filter(freight -> freight.origin().equals(bad.origin()))
                .filter(freight -> freight.verifiedIn().containsKey(stage) && settled.contains(freight.name()))
                .filter(freight -> situation.quarantine(freight).isEmpty())
                .filter(freight -> !isSpoiled(situation, freight, spoiled))
                .filter(freight -> newer(situation, bad, freight))
                .toList();
    }

    /** The digests that are in the bad Freight and not in the target. */
    public static List<Image> difference(Freight bad, Freight target) {
        Set<String> kept = target.images().stream().map(Image::digest).collect(Collectors.toSet());
        return bad.images().stream()
                .filter(image -> !kept.contains(image.digest()))
                .collect(Collectors.toMap(Image::digest, image -> image, (one, same) -> one))
                .values()
                .stream()
                .sorted(java.util.Comparator.comparing(Image::digest))
                .toList();
    }

    /** Somebody brought it back since, and that went well: then it is as good as any other. */
    private static boolean isSpoiled(Situation situation, Freight freight, Map<String, Instant> spoiled) {
        Instant left = spoiled.get(freight.name());
        return left != null
                && situation.attempts().stream()
                        .filter(attempt -> attempt.freight().equals(freight.name()))
                        .noneMatch(attempt -> succeededAfter(attempt, left));
    }

    private static boolean succeededAfter(Attempt attempt, Instant left) {
        return attempt.progress() instanceof Progress.Ended ended
                && ended.outcome() == Outcome.SUCCEEDED
                && ended.at().isAfter(left);
    }

    private static boolean newer(Situation situation, Freight one, Freight other) {
        return switch (situation
                .newness()
                .compare(situation.stage().project(), one.name(), other.name())
                .verdict()) {
            case NEWER -> true;
            case OLDER -> false;
            case UNKNOWN -> one.discoveredAt().isAfter(other.discoveredAt());
        };
    }
}
