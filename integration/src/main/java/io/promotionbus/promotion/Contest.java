package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Origin;
import io.promotionbus.promotion.Newness.Verdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is newest, per origin. Only Freight that could enter takes part: not past there, not quarantined, not older than
 * what runs, available and proven upstream. What people rejected or let expire still takes part, so that an older one
 * does not slip in behind it.
 */
final class Contest {

    private final Situation situation;
    private final Map<String, Newness.Comparison> againstCurrent = new HashMap<>();
    private final Map<Origin, List<Freight>> contenders = new HashMap<>();
    private final Map<Origin, Optional<Freight>> newest = new HashMap<>();

    Contest(Situation situation) {
        this.situation = situation;
    }

    private List<Freight> contenders(Origin origin) {
        return contenders.computeIfAbsent(
                origin,
                key -> situation
                        .request(key)
                        .map(request -> situation.freights().stream()
                                .filter(freight -> freight.origin().equals(key) && mayEnter(freight, request))
                                .toList())
                        .orElse(List.of()));
    }

    private boolean mayEnter(Freight freight, FreightRequest request) {
        return !situation.runs(freight)
                && !past(freight)
                && situation.quarantine(freight).isEmpty()
                && Availability.of(freight, situation.stage().name(), request, situation.now())
                        instanceof Availability.Available
                && Settling.missing(situation, freight, request).isEmpty()
                && !olderThanCurrent(freight);
    }

    /**
     * Ran here and is over. The exception is what the bus replaced by something older before the commits told so: that
     * comes back. Only commits count for this, because their order has no circles.
     */
    boolean past(Freight freight) {
        return situation.ranBefore(freight)
                && !(againstCurrent(freight).verdict() == Verdict.NEWER
                        && againstCurrent(freight).basis().equals(Newness.ANCESTRY)
                        && situation.replacedByTheBusAlone(freight));
    }

    boolean olderThanCurrent(Freight freight) {
        return againstCurrent(freight).verdict() == Verdict.OLDER;
    }

    /** How it compares with what runs there from the same origin; {@code UNKNOWN} when nothing does. */
    Newness.Comparison againstCurrent(Freight freight) {
        return againstCurrent.computeIfAbsent(freight.name(), name -> {
            String current = situation.stage().current().get(freight.origin());
            return current == null || current.equals(name)
                    ? new Newness.Comparison(Verdict.UNKNOWN, "none", "")
                    : situation.newness().compare(situation.stage().project(), name, current);
        });
    }

    /** The one that makes this one obsolete, if any. */
    Optional<Freight> superseder(Freight freight) {
        return newest.computeIfAbsent(freight.origin(), origin -> newest(contenders(origin)))
                .filter(candidate -> newer(candidate, freight));
    }

    /** As {@link #superseder}, but only approved ones count: people's word is not overtaken by a mere candidate. */
    Optional<Freight> approvedSuperseder(Freight freight) {
        return newest(contenders(freight.origin()).stream()
                        .filter(other -> situation.consent(other.name()) instanceof Consent.Approved)
                        .toList())
                .filter(candidate -> newer(candidate, freight));
    }

    private Optional<Freight> newest(List<Freight> freights) {
        return freights.stream().reduce((one, other) -> newer(one, other) ? one : other);
    }

    /** Kargo's own order breaks the tie: discovery, then name. */
    private boolean newer(Freight one, Freight other) {
        if (one.name().equals(other.name())) {
            return false;
        }
        return switch (situation
                .newness()
                .compare(situation.stage().project(), one.name(), other.name())
                .verdict()) {
            case NEWER -> true;
            case OLDER -> false;
            case UNKNOWN -> BY_DISCOVERY.compare(one, other) > 0;
        };
    }

    private static final Comparator<Freight> BY_DISCOVERY =
            Comparator.comparing(Freight::discoveredAt).thenComparing(Freight::name);
}
