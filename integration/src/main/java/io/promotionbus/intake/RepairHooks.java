package io.promotionbus.intake;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.intake.HookHost.Asked;
import io.promotionbus.intake.HookHost.Hook;
import io.promotionbus.intake.HookHost.Page;
import io.promotionbus.intake.HookHost.Sent;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes up for GitHub's webhooks that failed or never came: GitHub does not try again by itself, but remembers what it sent
 * and sends it again when asked. Every {@code interval} of business time each configured hook's deliveries are looked
 * through; what is not in the inbox is asked for, once for ever. It comes with its old identifier and its signature through
 * the same door as everything else.
 *
 * @see <a href="https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks">Redelivering
 *     webhooks</a>
 */
public final class RepairHooks {

    private static final Logger LOG = LoggerFactory.getLogger(RepairHooks.class);
    private static final Set<String> WANTED =
            Set.of("push", "pull_request", "registry_package", "package", "workflow_run");
    private static final Duration AGAIN = Duration.ofMinutes(1);
    /** Deliveries are listed when they ended, not when they began. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final int MOST_PAGES = 50;
    private static final int MOST_ASKED = 100;

    private final List<Hook> hooks;
    private final HookHost host;
    private final Redeliveries redeliveries;
    private final AuditLog audit;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final Clock wall;
    private final Duration interval;
    private final Duration window;

    /**
     * @param interval business time; zero switches the repair off
     * @param window how long the sender can send again; its time
     */
    public RepairHooks(
            List<Hook> hooks,
            HookHost host,
            Redeliveries redeliveries,
            AuditLog audit,
            Transactions transactions,
            BusinessClock clock,
            Clock wall,
            Duration interval,
            Duration window) {
        this.hooks = List.copyOf(hooks);
        this.host = host;
        this.redeliveries = redeliveries;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.wall = wall;
        this.interval = interval;
        this.window = window;
    }

    /** Looks through the hooks that are due; true when something was asked for. */
    public boolean handle() {
        boolean asked = false;
        if (!interval.isZero()) {
            for (Hook hook : hooks) {
                Instant now = clock.now();
                var look = transactions.call(() -> redeliveries.claim(hook.source(), now, now.plus(interval)));
                if (look.isPresent()) {
                    asked |= repair(hook, look.get().examinedUntil());
                }
            }
        }
        return asked;
    }

    private boolean repair(Hook hook, @Nullable Instant examined) {
        Instant oldest = wall.instant().minus(window);
        Instant from = examined == null || examined.isBefore(oldest) ? oldest : examined;
        Listing listing = list(hook, from);
        int asked = 0;
        boolean settled = listing.complete();
        for (Map.Entry<String, Sent> missing : missing(hook, listing.sent()).entrySet()) {
            if (asked == MOST_ASKED || !ask(hook, missing.getKey(), missing.getValue())) {
                settled = false;
                break;
            }
            asked++;
        }
        if (settled) {
            newest(listing.sent())
                    .ifPresent(until ->
                            transactions.run(() -> redeliveries.examined(hook.source(), until.minus(OVERLAP))));
        } else {
            transactions.run(() -> redeliveries.again(hook.source(), clock.now().plus(AGAIN)));
        }
        return asked > 0;
    }

    private Listing list(Hook hook, Instant from) {
        List<Sent> sent = new ArrayList<>();
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            switch (host.deliveries(hook, cursor)) {
                case Page.Unreachable away -> {
                    LOG.warn("The deliveries of {} could not be looked through: {}", hook, away.reason());
                    return new Listing(sent, false);
                }
                case Page.Listed listed -> {
                    listed.deliveries().stream()
                            .filter(delivery -> !delivery.at().isBefore(from))
                            .forEach(sent::add);
                    cursor = listed.next();
                    boolean older = listed.deliveries().stream()
                            .anyMatch(delivery -> delivery.at().isBefore(from));
                    if (cursor == null || older) {
                        return new Listing(sent, true);
                    }
                }
            }
        }
        return new Listing(sent, true);
    }

    /** The newest attempt of each that is not here, oldest first. */
    private Map<String, Sent> missing(Hook hook, List<Sent> newestFirst) {
        Map<String, Sent> byKey = new LinkedHashMap<>();
        for (Sent sent : newestFirst.reversed()) {
            if (WANTED.contains(sent.event())) {
                byKey.put("github:" + hook.source() + ":" + sent.guid(), sent);
            }
        }
        byKey.keySet().retainAll(redeliveries.missing(byKey.keySet()));
        return byKey;
    }

    /** False when it is to be tried again later. */
    private boolean ask(Hook hook, String key, Sent sent) {
        boolean first = transactions.call(() -> {
            boolean noted = redeliveries.asking(key, hook, sent.id(), wall.instant());
            if (noted) {
                audit.record(
                        AuditEntry.of(new Actor.System("intake"), "delivery.redriven", "hook-delivery", sent.guid())
                                .because("GitHub says \"" + sent.outcome() + "\" and it is not in the inbox; " + hook
                                        + " was asked to deliver it again"));
            }
            return noted;
        });
        if (!first) {
            return true;
        }
        return switch (host.again(hook, sent.id())) {
            case Asked.Accepted accepted -> {
                LOG.info("{} delivers {} {} again", hook, sent.event(), sent.guid());
                yield true;
            }
            case Asked.Unknown unknown -> {
                // It may be on its way; asking once more could make it come twice.
                LOG.warn("Whether {} delivers {} again is not known: {}", hook, sent.guid(), unknown.reason());
                yield true;
            }
            case Asked.Refused refused -> {
                LOG.warn("{} does not deliver {} again: {}", hook, sent.guid(), refused.reason());
                if (refused.later()) {
                    transactions.run(() -> redeliveries.notAsked(key));
                }
                yield !refused.later();
            }
        };
    }

    private static Optional<Instant> newest(List<Sent> sent) {
        return sent.stream().map(Sent::at).max(java.util.Comparator.naturalOrder());
    }

    /** @param complete whether it reaches back as far as it should */
    private record Listing(List<Sent> sent, boolean complete) {}
}
