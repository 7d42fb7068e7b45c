package io.promotionbus.feed;

import io.promotionbus.feed.FreightAge.Made;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Origin;
import io.promotionbus.promotion.Newness;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Compares observed Freight, and dates new Freight so that Kargo's order agrees. */
public final class NewestRule implements Newness {

    /** Older ones are behind these and need not be looked at. */
    private static final int NEIGHBOURS = 10;

    private static final Duration STEP = Duration.ofSeconds(1);

    private final ObservedCluster cluster;
    private final FreightAge age;

    public NewestRule(ObservedCluster cluster, FreightAge age) {
        this.cluster = cluster;
        this.age = age;
    }

    @Override
    public Comparison compare(String project, String freight, String other) {
        List<Freight> both = Stream.of(freight, other)
                .distinct()
                .flatMap(name -> cluster.freight(project, name).stream())
                .toList();
        return among(project, both).compare(project, freight, other);
    }

    @Override
    public Newness among(String project, List<Freight> freights) {
        return new AmongFreight(age, freights);
    }

    /**
     * {@code discoveredAt} for new Freight: the time of receipt, moved before Freight that was made later and after Freight
     * that was made before, as far as commits or images say so. Kubernetes keeps whole seconds.
     */
    public Instant discoveredAt(String project, Origin origin, List<Image> images, Instant receivedAt) {
        Instant plain = receivedAt.truncatedTo(ChronoUnit.SECONDS);
        Made fresh = new Made(images, plain);
        Instant after = plain;
        Instant before = Instant.MAX;
        List<Freight> neighbours = cluster.freights(project).stream()
                .filter(freight -> freight.origin().equals(origin))
                .limit(NEIGHBOURS)
                .toList();
        Ages ages =
                age.among(Stream.concat(Stream.of(fresh), neighbours.stream().map(NewestRule::made))
                        .toList());
        for (Freight neighbour : neighbours) {
            Comparison comparison = ages.compare(fresh, made(neighbour));
            if (comparison.verdict() == Verdict.OLDER
                    && neighbour.discoveredAt().isBefore(before)) {
                before = neighbour.discoveredAt();
            }
            boolean facts = !comparison.basis().equals("receipt");
            if (comparison.verdict() == Verdict.NEWER
                    && facts
                    && !neighbour.discoveredAt().isBefore(after)) {
                after = neighbour.discoveredAt().plus(STEP);
            }
        }
        return after.isBefore(before) ? after : before.minus(STEP).truncatedTo(ChronoUnit.SECONDS);
    }

    static Made made(Freight freight) {
        return new Made(freight.images(), freight.discoveredAt());
    }
}
