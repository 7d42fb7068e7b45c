package io.promotionbus.intake;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends an attempt: the row, what is handed on to the feed and the audit event commit together, or, when the lease was lost
 * meanwhile, not at all.
 */
public final class SettleDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(SettleDelivery.class);
    private static final Actor INTAKE = new Actor.System("intake");
    private static final int MAX_RECHECKS = 5;
    private static final int MAX_STORES = 8;
    static final Duration RECHECK_AGAIN = Duration.ofSeconds(10);

    private final Backlog backlog;
    private final ArtifactIntake artifacts;
    private final AuditLog audit;
    private final Transactions transactions;
    private final BusinessClock businessClock;
    private final Clock clock;
    private final Ids ids;
    private final Backoff backoff;
    private final Changes changes;

    public SettleDelivery(
            Backlog backlog,
            ArtifactIntake artifacts,
            AuditLog audit,
            Transactions transactions,
            BusinessClock businessClock,
            Clock clock,
            Ids ids,
            Backoff backoff,
            Changes changes) {
        this.backlog = backlog;
        this.artifacts = artifacts;
        this.audit = audit;
        this.transactions = transactions;
        this.businessClock = businessClock;
        this.clock = clock;
        this.ids = ids;
        this.backoff = backoff;
        this.changes = changes;
    }

    /** Settles those that share no more than the transaction: one commit for all, unless one of them spoils it. */
    public void handleAll(List<ResolveArtifacts.Judged> judged) {
        Map<ClaimedDelivery, Outcome.Decided> together = new LinkedHashMap<>();
        List<ResolveArtifacts.Judged> alone = new ArrayList<>();
        for (ResolveArtifacts.Judged one : judged) {
            if (!one.claimed().recheck() && one.outcome() instanceof Outcome.Decided decided && endsHere(decided)) {
                together.put(one.claimed(), decided);
            } else {
                alone.add(one);
            }
        }
        if (together.size() < 2 || !decidedTogether(together)) {
            together.forEach((claimed, decided) -> handle(new ResolveArtifacts.Judged(claimed, decided)));
        }
        alone.forEach(this::handle);
    }

    /** Whether nothing comes of it but, at most, commits that decide nothing about what is newest. */
    private static boolean endsHere(Outcome.Decided decided) {
        return (decided.commits() == null || !decided.commits().defaultBranch())
                && decided.verdict().artifacts().isEmpty()
                && !decided.verdict().kind().equals("merge");
    }

    private boolean decidedTogether(Map<ClaimedDelivery, Outcome.Decided> together) {
        Map<ClaimedDelivery, Verdict> verdicts = new LinkedHashMap<>();
        together.forEach((claimed, decided) -> verdicts.put(claimed, decided.verdict()));
        try {
            transactions.run(() -> {
                Set<UUID> decided = backlog.decideAll(verdicts, businessClock.now());
                changes.changed(
                        Changes.Kind.DELIVERY,
                        decided.stream().map(UUID::toString).toList(),
                        clock.millis());
                addCommits(together, decided);
                audit.recordAll(verdicts.entrySet().stream()
                        .filter(row -> decided.contains(row.getKey().ref().id()))
                        .map(row -> interpreted(row.getKey(), row.getValue()))
                        .toList());
            });
            return true;
        } catch (RuntimeException e) {
            LOG.warn("{} verdicts could not be stored together and are stored one by one", verdicts.size(), e);
            return false;
        }
    }

    /** In one order for all workers, because two may hear of the same commits. */
    private void addCommits(Map<ClaimedDelivery, Outcome.Decided> together, Set<UUID> decided) {
        together.entrySet().stream()
                .filter(row -> row.getValue().commits() != null
                        && decided.contains(row.getKey().ref().id()))
                .sorted(Comparator.comparing(
                        row -> Objects.requireNonNull(row.getValue().commits()).after()))
                .forEach(row -> artifacts.commits(
                        row.getKey().ref(),
                        Objects.requireNonNull(row.getValue().commits())));
    }

    /** What cannot be stored is tried again like any other failure, and dead in the end: never without a verdict. */
    public void handle(ResolveArtifacts.Judged judged) {
        ClaimedDelivery claimed = judged.claimed();
        try {
            transactions.run(() -> settle(claimed, judged.outcome()));
        } catch (RuntimeException e) {
            LOG.error("What {} came to could not be stored", claimed, e);
            Outcome outcome = new Outcome.TryAgain("internal-error", "Storing the verdict failed: " + e, MAX_STORES);
            transactions.run(() -> settle(claimed, outcome));
        }
    }

    private void settle(ClaimedDelivery claimed, Outcome outcome) {
        changes.changed(Changes.Kind.DELIVERY, claimed.ref().id().toString(), clock.millis());
        if (claimed.recheck()) {
            recheck(claimed, outcome);
            return;
        }
        switch (outcome) {
            case Outcome.Decided decided -> decide(claimed, decided);
            case Outcome.TryAgain again when claimed.attempts() < again.attempts() -> retry(claimed, again);
            case Outcome.TryAgain again -> bury(claimed, again.slug(), again.detail(), null);
            case Outcome.Hopeless hopeless -> bury(claimed, hopeless.slug(), hopeless.detail(), hopeless.path());
        }
    }

    private void decide(ClaimedDelivery claimed, Outcome.Decided decided) {
        Verdict verdict = decided.verdict();
        if (!backlog.decide(claimed, verdict, businessClock.now())) {
            return;
        }
        verdict.artifacts().forEach(artifact -> artifacts.accept(claimed.ref(), artifact));
        if (decided.commits() != null) {
            artifacts.commits(claimed.ref(), decided.commits());
        }
        if (verdict.kind().equals("merge")
                && verdict.facts().get("repository") instanceof String repository
                && verdict.facts().get("number") instanceof Number number
                && verdict.facts().get("commit") instanceof String commit) {
            artifacts.merged(claimed.ref(), new ArtifactIntake.MergeFact(repository, number.intValue(), commit));
        }
        audit.record(interpreted(claimed, verdict));
    }

    private static AuditEntry interpreted(ClaimedDelivery claimed, Verdict verdict) {
        return entry("delivery.interpreted", claimed)
                .because(verdict.reason())
                .after("verdict", verdict.kind())
                .after("artifacts", verdict.artifacts().isEmpty() ? null : describe(verdict.artifacts()));
    }

    private void retry(ClaimedDelivery claimed, Outcome.TryAgain again) {
        Instant next = clock.instant().plus(backoff.after(claimed.attempts(), ids));
        if (backlog.retry(claimed, next, again.slug(), again.detail())) {
            audit.record(entry("delivery.failed", claimed)
                    .because(again.detail())
                    .after("attempts", claimed.attempts())
                    .after("error", again.slug()));
        }
    }

    private void bury(ClaimedDelivery claimed, String slug, String detail, @Nullable String path) {
        if (backlog.bury(claimed, slug, detail, path, businessClock.now())) {
            audit.record(entry("delivery.dead", claimed)
                    .because(detail)
                    .after("attempts", claimed.attempts())
                    .after("error", slug)
                    .after("path", path));
        }
    }

    /** Only a digest that was not seen before matters; trouble is worth a few more looks, not a dead letter. */
    private void recheck(ClaimedDelivery claimed, Outcome outcome) {
        List<Artifact> known = backlog.artifacts(claimed);
        List<Artifact> moved = outcome instanceof Outcome.Decided decided
                ? decided.verdict().artifacts().stream()
                        .filter(artifact ->
                                known.stream().noneMatch(k -> k.digest().equals(artifact.digest())))
                        .toList()
                : List.of();
        Instant again = outcome instanceof Outcome.TryAgain && claimed.attempts() < MAX_RECHECKS
                ? clock.instant().plus(RECHECK_AGAIN)
                : null;
        if (backlog.rechecked(claimed, moved, again) && !moved.isEmpty()) {
            moved.forEach(artifact -> artifacts.accept(claimed.ref(), artifact));
            audit.record(entry("delivery.interpreted", claimed)
                    .because("The tag moved since the first look")
                    .before("artifacts", describe(known))
                    .after("artifacts", describe(moved)));
        }
    }

    private static List<String> describe(List<Artifact> artifacts) {
        return artifacts.stream()
                .map(a -> new ImageName(a.host(), a.repository()) + ":" + a.tag() + "@" + a.digest())
                .toList();
    }

    private static AuditEntry entry(String action, ClaimedDelivery claimed) {
        return AuditEntry.of(INTAKE, action, "delivery", claimed.ref().id())
                .delivery(claimed.ref().id())
                .correlation(claimed.ref().correlation());
    }
}
