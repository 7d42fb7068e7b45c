package io.promotionbus.feed;

import io.promotionbus.feed.Refreshes.Refresh;
import io.promotionbus.intake.ImageName;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Warehouse;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has Kargo look at a Warehouse and checks what came of it. Tokens overwrite each other in Kargo, so there is one refresh
 * per Warehouse at a time, shared by all artifacts that were there before it was asked for.
 */
public final class RefreshTask {

    /** Freight and Warehouse are observed separately: the Freight may be seen a little later than the answer. */
    static final Duration GRACE = Duration.ofSeconds(3);

    static final Duration POLL = Duration.ofSeconds(5);

    private final ObservedCluster cluster;
    private final Refreshes refreshes;
    private final KargoWriter kargo;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;
    private final Duration timeout;

    /** {@code timeout}: how long Kargo may take to answer a refresh. */
    public RefreshTask(
            ObservedCluster cluster,
            Refreshes refreshes,
            KargoWriter kargo,
            Transactions transactions,
            Ids ids,
            Clock clock,
            Duration timeout) {
        this.cluster = cluster;
        this.refreshes = refreshes;
        this.kargo = kargo;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.timeout = timeout;
    }

    TaskOutcome look(FeedTask task, Warehouse warehouse, String because) {
        Optional<String> freight = freightWith(task);
        if (freight.isPresent()) {
            return new TaskOutcome.Became(freight.get(), task.token() == null ? "existed" : "refresh", null);
        }
        if (task.token() == null) {
            return ask(task, because);
        }
        Instant now = clock.instant();
        Instant askedAt = task.tokenAt() == null ? now : task.tokenAt();
        Refresh latest = refreshes.latest(task.project(), task.warehouse()).orElse(null);
        Instant handledAt = handledAt(task, latest);
        if (handledAt != null) {
            Instant sure = handledAt.plus(GRACE);
            return now.isBefore(sure)
                    ? new TaskOutcome.Waits(sure, "Kargo has looked; waiting for its Freight", task.token(), askedAt)
                    : verdict(warehouse);
        }
        if (now.isBefore(askedAt.plus(timeout))) {
            return new TaskOutcome.Waits(
                    now.plus(POLL), "Kargo was asked to look (" + because + ")", task.token(), askedAt);
        }
        return new TaskOutcome.Failed("Kargo did not answer the refresh within " + timeout.toSeconds() + " s");
    }

    private TaskOutcome ask(FeedTask task, String because) {
        String token = ids.next().toString();
        Instant now = clock.instant();
        Refresh current =
                transactions.call(() -> refreshes.begin(task.project(), task.warehouse(), token, now, timeout));
        if (!current.token().equals(token)) {
            // Under way already. It has seen the artifact only if it was asked for afterwards.
            boolean shared = current.requestedAt().isAfter(task.createdAt());
            return new TaskOutcome.Waits(
                    now.plus(POLL),
                    "Kargo is looking at the Warehouse (" + because + ")",
                    shared ? current.token() : null,
                    shared ? current.requestedAt() : null);
        }
        try {
            kargo.refreshWarehouse(task.project(), task.warehouse(), token);
        } catch (RuntimeException e) {
            transactions.run(() -> refreshes.abandon(task.project(), task.warehouse(), token));
            throw e;
        }
        return new TaskOutcome.Waits(now.plus(POLL), "Kargo was asked to look (" + because + ")", token, now);
    }

    /** A refresh of ours that was asked for later and answered covers an earlier one. */
    private static @Nullable Instant handledAt(FeedTask task, @Nullable Refresh latest) {
        if (latest == null || latest.handledAt() == null || task.tokenAt() == null) {
            return null;
        }
        boolean covers =
                latest.token().equals(task.token()) || !latest.requestedAt().isBefore(task.tokenAt());
        return covers ? latest.handledAt() : null;
    }

    private static TaskOutcome verdict(Warehouse warehouse) {
        if (warehouse.discoveryProblem() != null) {
            return new TaskOutcome.Failed("Kargo could not look at the Warehouse: " + warehouse.discoveryProblem());
        }
        if (!warehouse.automatic()) {
            return new TaskOutcome.Refused(
                    "Kargo has looked; freightCreationPolicy is Manual, so a person makes the Freight");
        }
        return new TaskOutcome.Refused(
                warehouse.criteria() == null
                        ? "Kargo has looked and did not select it: not the newest by the Warehouse's rules"
                        : "criteria-not-met: Kargo has looked and made no Freight of it");
    }

    private Optional<String> freightWith(FeedTask task) {
        Origin origin = Origin.warehouse(task.warehouse());
        return cluster.freights(task.project()).stream()
                .filter(freight -> freight.origin().equals(origin) && has(freight, task))
                .map(Freight::name)
                .findFirst();
    }

    private static boolean has(Freight freight, FeedTask task) {
        return freight.images().stream()
                .anyMatch(image -> image.tag().equals(task.tag())
                        && image.digest().equals(task.digest())
                        && ImageName.parse(image.repoUrl())
                                .filter(name -> name.toString().equals(task.repository()))
                                .isPresent());
    }
}
