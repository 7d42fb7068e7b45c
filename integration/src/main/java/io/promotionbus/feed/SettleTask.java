package io.promotionbus.feed;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.intake.Backoff;
import io.promotionbus.intake.Deliveries;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Ends a look at a task: the row, the deliveries' verdicts and the audit event commit together. */
public final class SettleTask {

    private static final Actor FEED = new Actor.System("feed");
    static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final FeedTasks tasks;
    private final Refreshes refreshes;
    private final Deliveries deliveries;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;
    private final Duration refreshPause;

    /** {@code refreshPause}: least time between refreshes that follow direct creation. */
    public SettleTask(
            FeedTasks tasks,
            Refreshes refreshes,
            Deliveries deliveries,
            AuditLog audit,
            Transactions transactions,
            Ids ids,
            Clock clock,
            Duration refreshPause) {
        this.tasks = tasks;
        this.refreshes = refreshes;
        this.deliveries = deliveries;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.refreshPause = refreshPause;
    }

    public void handle(WorkTask.Worked worked) {
        FeedTask task = worked.task();
        transactions.run(() -> {
            switch (worked.outcome()) {
                case TaskOutcome.Became became -> became(task, became);
                case TaskOutcome.Waits waits -> {
                    if (tasks.waits(task, waits.until(), waits.reason(), waits.token(), waits.tokenAt())) {
                        say(task, waits.reason());
                    }
                }
                case TaskOutcome.Failed failed -> {
                    Instant next = clock.instant().plus(BACKOFF.after(task.attempts() + 1, ids));
                    if (tasks.failed(task, next, failed.reason())) {
                        say(task, failed.reason());
                    }
                }
                case TaskOutcome.Refused refused -> {
                    if (tasks.refused(task, refused.reason())) {
                        say(task, refused.reason());
                    }
                }
            }
        });
    }

    private void became(FeedTask task, TaskOutcome.Became became) {
        if (became.discoveredAt() != null) {
            // Before the task, in the order of those who wake tasks after a refresh, or the two wait for each other.
            refreshes.afterDirect(task.project(), task.warehouse(), clock.instant(), refreshPause);
        }
        if (!tasks.became(task, became.freight(), became.how())) {
            return;
        }
        for (UUID delivery : tasks.deliveries(task)) {
            deliveries.becameFreight(delivery, task.project(), task.warehouse(), became.freight(), became.how());
        }
        if (became.discoveredAt() != null) {
            audit.record(AuditEntry.of(FEED, "freight.created", "freight", became.freight())
                    .at(task.project(), null)
                    .freight(became.freight())
                    .delivery(task.deliveries().getFirst())
                    .correlation(task.correlation())
                    .because("Announced as " + task.repository() + ":" + task.tag())
                    .after("warehouse", task.warehouse())
                    .after("tag", task.tag())
                    .after("digest", task.digest())
                    .after("discoveredAt", became.discoveredAt().toString()));
        }
    }

    private void say(FeedTask task, String reason) {
        tasks.deliveries(task).forEach(delivery -> deliveries.reason(delivery, reason));
    }
}
