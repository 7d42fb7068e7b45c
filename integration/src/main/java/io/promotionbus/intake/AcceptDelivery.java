package io.promotionbus.intake;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.intake.WebhookSource.Form;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Correlation;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a webhook in: authentication, form, store; the answer is 2xx only after the commit. Deduplication comes after
 * authentication, with state: a redelivery of a processed delivery is a duplicate, one of a failed delivery is processed
 * again, because GitHub redelivers under the same id.
 */
public final class AcceptDelivery {

    /** Docker Hub sends no id; what a multi-architecture push repeats comes within seconds, a later equal push does not. */
    static final Duration COLLAPSE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(AcceptDelivery.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int TRIES = 3;

    private final Inbox inbox;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Signals signals;
    private final Ids ids;
    private final BusinessClock businessClock;
    private final Clock clock;
    private final FailureLimit failures;
    private final SourceActivity activity;
    private final Duration recheckDelay;

    public AcceptDelivery(
            Inbox inbox,
            AuditLog audit,
            Transactions transactions,
            Signals signals,
            Ids ids,
            BusinessClock businessClock,
            Clock clock,
            FailureLimit failures,
            SourceActivity activity,
            Duration recheckDelay) {
        this.inbox = inbox;
        this.audit = audit;
        this.transactions = transactions;
        this.signals = signals;
        this.ids = ids;
        this.businessClock = businessClock;
        this.clock = clock;
        this.failures = failures;
        this.activity = activity;
        this.recheckDelay = recheckDelay;
    }

    public Receipt handle(InboundRequest request) {
        if (!request.source().authentic(request)) {
            return failures.exceeded(request.remoteAddress())
                    ? new Receipt.Refused(429, "too-many-failures", null, Duration.ofSeconds(failures.secondsLeft()))
                    : Receipt.Refused.of(401, "bad-signature");
        }
        return switch (request.source().form(request)) {
            case Form.Bad bad -> new Receipt.Refused(400, "malformed", bad.field(), null);
            case Form.Good good
            when !JsonForm.wellFormed(request.body()) -> new Receipt.Refused(400, "malformed", "body", null);
            case Form.Good good -> store(request, good);
        };
    }

    private Receipt store(InboundRequest request, Form.Good form) {
        try {
            NewDelivery delivery = delivery(request, form);
            for (int i = 0; i < TRIES; i++) {
                if (inbox.insert(delivery)) {
                    signals.raise(IntakeSignals.DELIVERIES);
                    activity.heard(delivery.source(), delivery.sourceName(), delivery.receivedAt());
                    return new Receipt.Accepted(delivery.id());
                }
                Optional<Receipt> known = transactions.call(() -> again(delivery));
                if (known.isPresent()) {
                    activity.heard(delivery.source(), delivery.sourceName(), delivery.receivedAt());
                    return known.get();
                }
            }
            throw new IllegalStateException("the dedupe key is taken and free at the same time");
        } catch (RuntimeException e) {
            // Whatever the reason, it is not stored, and the sender must hear that it is not.
            LOG.warn(
                    "A delivery of {}/{} could not be stored: {}",
                    request.source().provider(),
                    request.source().name(),
                    e.toString());
            return new Receipt.Refused(503, "storage-unavailable", null, RETRY_AFTER);
        }
    }

    /** Empty when the key has become free and the insert is to be tried again. */
    private Optional<Receipt> again(NewDelivery delivery) {
        Inbox.Known known = inbox.lock(delivery.dedupeKey()).orElse(null);
        if (known == null) {
            return Optional.empty();
        }
        if (known.id().equals(delivery.id())) {
            return Optional.of(new Receipt.Accepted(known.id())); // it was our own insert whose answer got lost
        }
        boolean hasId = delivery.deliveryId() != null;
        if (!hasId && known.receivedAt().plus(COLLAPSE).isBefore(delivery.receivedAt())) {
            inbox.releaseKey(known.id());
            return Optional.empty();
        }
        boolean failed = known.status() == Inbox.Status.DEAD || known.status() == Inbox.Status.RETRY;
        inbox.repeated(known.id(), hasId || failed ? null : clock.instant().plus(recheckDelay));
        if (failed && known.hasBody()) {
            revive(delivery, known);
            return Optional.of(new Receipt.Accepted(known.id()));
        }
        return Optional.of(new Receipt.Duplicate(known.id()));
    }

    private void revive(NewDelivery delivery, Inbox.Known known) {
        inbox.revive(known.id(), clock.instant());
        audit.record(AuditEntry.of(
                        new Actor.Sender(delivery.source() + "/" + delivery.sourceName()),
                        "delivery.redriven",
                        "delivery",
                        known.id())
                .delivery(known.id())
                .correlation(known.correlation())
                .because("The sender delivered it again")
                .before("status", known.status().slug())
                .after("status", Inbox.Status.NEW.slug()));
        signals.raise(IntakeSignals.DELIVERIES);
    }

    private NewDelivery delivery(InboundRequest request, Form.Good form) {
        UUID id = ids.next();
        String correlation = Correlation.current();
        return new NewDelivery(
                id,
                request.source().provider(),
                request.source().name(),
                form.deliveryId().orElse(null),
                form.event(),
                form.dedupeKey(),
                businessClock.now(),
                clock.instant(),
                request.headers(),
                request.body(),
                sha256(request.body()),
                correlation == null ? id.toString() : correlation);
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
