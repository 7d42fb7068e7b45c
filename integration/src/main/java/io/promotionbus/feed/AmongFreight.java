package io.promotionbus.feed;

import io.promotionbus.kargo.Freight;
import io.promotionbus.promotion.Newness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Comparisons among a few Freight, for one thread; reads about all of them when the first comparison needs it. */
final class AmongFreight implements Newness {

    private final FreightAge age;
    private final Map<String, Freight> freights = new HashMap<>();
    private @Nullable Ages ages;

    AmongFreight(FreightAge age, List<Freight> freights) {
        this.age = age;
        freights.forEach(freight -> this.freights.put(freight.name(), freight));
    }

    @Override
    public Comparison compare(String project, String freight, String other) {
        if (freight.equals(other)) {
            return new Comparison(Verdict.UNKNOWN, "same", "it is the same Freight");
        }
        Freight one = freights.get(freight);
        Freight two = freights.get(other);
        return one == null || two == null
                ? new Comparison(Verdict.UNKNOWN, "none", "one of the two is not known any more")
                : ages().compare(NewestRule.made(one), NewestRule.made(two));
    }

    private Ages ages() {
        Ages known = ages;
        if (known == null) {
            known = age.among(freights.values().stream().map(NewestRule::made).toList());
            ages = known;
        }
        return known;
    }
}
