package io.promotionbus.rollback;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.rollback.QuarantinedDigests.Person;
import io.promotionbus.rollback.QuarantinedDigests.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An operator, other than the one who set it, says that a digest may move again. */
public final class LiftQuarantine {

    private final QuarantinedDigests digests;
    private final Lanes lanes;
    private final Transactions transactions;
    private final AuditLog audit;
    private final BusinessClock clock;

    public LiftQuarantine(
            QuarantinedDigests digests, Lanes lanes, Transactions transactions, AuditLog audit, BusinessClock clock) {
        this.digests = digests;
        this.lanes = lanes;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Result {
        record Lifted(QuarantinedDigest digest) implements Result {}

        record Unknown() implements Result {}

        record NotInForce() implements Result {}

        /** Two pairs of eyes: who set it does not lift it. */
        record SamePerson() implements Result {}
    }

    public Result lift(UUID id, String reason, Requester by) {
        return transactions.call(() -> {
            Optional<Row> row = digests.lock(id);
            if (row.isEmpty()) {
                return new Result.Unknown();
            }
            QuarantinedDigest digest = row.get().digest();
            if (digest.liftedAt() != null) {
                return new Result.NotInForce();
            }
            return new Person(by.issuer(), by.subject()).equals(row.get().setBy())
                    ? new Result.SamePerson()
                    : lift(digest, reason, by);
        });
    }

    private Result lift(QuarantinedDigest digest, String reason, Requester by) {
        Instant now = clock.now();
        digests.lift(digest.id(), by.username(), now);
        audit.record(AuditEntry.of(Actor.Person.of(by), "quarantine.lifted", "quarantine", digest.id())
                .because(reason)
                .before("digest", digest.digest()));
        lanes.evaluateAllSoon();
        return new Result.Lifted(digest.lifted(by.username(), now));
    }
}
