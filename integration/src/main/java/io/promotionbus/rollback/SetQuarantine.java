package io.promotionbus.rollback;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.Lanes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operator says that a digest may not move. */
public final class SetQuarantine {

    private final QuarantinedDigests digests;
    private final ObservedCluster cluster;
    private final Lanes lanes;
    private final Transactions transactions;
    private final AuditLog audit;
    private final BusinessClock clock;
    private final Ids ids;

    public SetQuarantine(
            QuarantinedDigests digests,
            ObservedCluster cluster,
            Lanes lanes,
            Transactions transactions,
            AuditLog audit,
            BusinessClock clock,
            Ids ids) {
        this.digests = digests;
        this.cluster = cluster;
        this.lanes = lanes;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /** Empty when it is quarantined already. */
    public Optional<QuarantinedDigest> set(String digest, String reason, Requester by) {
        return transactions.call(() -> {
            QuarantinedDigest wanted = new QuarantinedDigest(
                    ids.next(),
                    digest,
                    repository(digest),
                    reason,
                    null,
                    by.username(),
                    clock.now(),
                    null,
                    null,
                    null,
                    null);
            if (!digests.add(wanted, new QuarantinedDigests.Person(by.issuer(), by.subject()))) {
                return Optional.<QuarantinedDigest>empty();
            }
            audit.record(AuditEntry.of(Actor.Person.of(by), "quarantine.set", "quarantine", wanted.id())
                    .because(reason)
                    .after("digest", digest)
                    .after("repository", wanted.repository()));
            lanes.evaluateAllSoon();
            return Optional.of(wanted);
        });
    }

    private @Nullable String repository(String digest) {
        return cluster.projects().stream()
                .flatMap(project -> cluster.freights(project).stream())
                .flatMap(freight -> freight.images().stream())
                .filter(image -> image.digest().equals(digest))
                .map(Image::repoUrl)
                .findFirst()
                .orElse(null);
    }
}
