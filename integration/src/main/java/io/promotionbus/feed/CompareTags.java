package io.promotionbus.feed;

import io.promotionbus.feed.Registry.Head;
import io.promotionbus.feed.Registry.Tags;
import io.promotionbus.intake.ImageName;
import io.promotionbus.intake.RepairDelivery;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Warehouse.ImageSubscription;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes up for webhooks that never came: compares, every {@code interval} of business time, the tags a registry has with
 * those that were seen, and stores a delivery of its own for each that a Warehouse selects and nobody announced. Only
 * repositories that a Warehouse names are asked, and only lists and digests, which count as no pull. The first comparison
 * of a repository learns what is there and announces nothing: what was there before the bus is Kargo's.
 */
public final class CompareTags {

    private static final Logger LOG = LoggerFactory.getLogger(CompareTags.class);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    /** More than that were not missed by one webhook; the rest comes with the next comparison. */
    private static final int MOST = 100;

    private final ObservedCluster cluster;
    private final Registry registry;
    private final TagChecks checks;
    private final RepairDelivery repair;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final Duration interval;

    /** @param interval business time; zero switches comparisons off */
    public CompareTags(
            ObservedCluster cluster,
            Registry registry,
            TagChecks checks,
            RepairDelivery repair,
            Transactions transactions,
            BusinessClock clock,
            Duration interval) {
        this.cluster = cluster;
        this.registry = registry;
        this.checks = checks;
        this.repair = repair;
        this.transactions = transactions;
        this.clock = clock;
        this.interval = interval;
    }

    /** Compares what is due; true when something was missed. */
    public boolean handle() {
        if (interval.isZero()) {
            return false;
        }
        Instant now = clock.now();
        Map<String, Watched> watched = watched();
        boolean missed = false;
        for (String repository : checks.due(watched.keySet(), now)) {
            var claim = transactions.call(() -> checks.claim(repository, now, now.plus(interval)));
            if (claim.isPresent()) {
                missed |= compare(
                        Objects.requireNonNull(watched.get(repository)),
                        claim.get().first(),
                        now);
            }
        }
        return missed;
    }

    private boolean compare(Watched watched, boolean first, Instant now) {
        String repository = watched.image().toString();
        return switch (registry.tags(watched.image())) {
            case Tags.Unreachable away -> {
                LOG.warn("The tags of {} could not be compared: {}", repository, away.reason());
                checks.again(repository, now.plus(AGAIN));
                yield false;
            }
            case Tags.Found found -> {
                boolean moved = followMoving(watched, first);
                yield missing(watched, found.tags(), first, now) || moved;
            }
        };
    }

    private boolean missing(Watched watched, List<String> tags, boolean first, Instant now) {
        String repository = watched.image().toString();
        Set<String> known = checks.known(repository);
        List<String> missed = first
                ? List.of()
                : tags.stream()
                        .filter(tag -> !known.contains(tag) && watched.selects(tag))
                        .limit(MOST)
                        .toList();
        missed.forEach(tag -> repair.announce(watched.image(), tag, "pushed"));
        List<String> rest = tags.stream()
                .filter(tag -> first || missed.contains(tag) || !watched.selects(tag))
                .toList();
        transactions.run(() -> checks.compared(repository, rest, now));
        return !missed.isEmpty();
    }

    /** A tag that a Warehouse follows as it moves is never new; its digest is. */
    private boolean followMoving(Watched watched, boolean first) {
        String repository = watched.image().toString();
        boolean moved = false;
        for (String tag : watched.followed()) {
            if (registry.head(watched.image(), tag) instanceof Head.Found found) {
                boolean changed = !checks.digest(repository, tag)
                        .map(found.digest()::equals)
                        .orElse(first);
                if (changed) {
                    repair.announce(watched.image(), tag, found.digest());
                    moved = true;
                }
                checks.follow(repository, tag, found.digest());
            }
        }
        return moved;
    }

    private Map<String, Watched> watched() {
        Map<String, Watched> watched = new LinkedHashMap<>();
        cluster.warehouses()
                .forEach(warehouse -> warehouse
                        .images()
                        .forEach(subscription -> ImageName.parse(subscription.repoUrl())
                                .ifPresent(image -> watched.computeIfAbsent(
                                                image.toString(), name -> new Watched(image, new ArrayList<>()))
                                        .subscriptions()
                                        .add(subscription))));
        return watched;
    }

    private record Watched(ImageName image, List<ImageSubscription> subscriptions) {

        boolean selects(String tag) {
            return subscriptions.stream()
                    .anyMatch(
                            subscription -> new ImageSelector(subscription).select(tag) instanceof Selection.Selected);
        }

        List<String> followed() {
            return subscriptions.stream()
                    .filter(subscription -> subscription.strategy().equals("Digest"))
                    .map(ImageSubscription::constraint)
                    .filter(tag -> tag != null && ImageName.isTag(tag))
                    .distinct()
                    .toList();
        }
    }
}
