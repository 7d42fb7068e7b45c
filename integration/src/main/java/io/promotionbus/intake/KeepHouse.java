package io.promotionbus.intake;

import io.promotionbus.platform.BusinessClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be done now and then; safe to run on every replica at once. */
public final class KeepHouse {

    private static final Logger LOG = LoggerFactory.getLogger(KeepHouse.class);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    private static final int BATCH = 500;

    private final Backlog backlog;
    private final DeliveryRecords records;
    private final SourceActivity activity;
    private final SourceActivities activities;
    private final BusinessClock businessClock;
    private final Clock clock;
    private final Duration bodyRetention;
    private Instant nextSweep = Instant.MIN;
    private volatile Map<SourceActivity.Key, Instant> lastHeard = Map.of();

    public KeepHouse(
            Backlog backlog,
            DeliveryRecords records,
            SourceActivity activity,
            SourceActivities activities,
            BusinessClock businessClock,
            Clock clock,
            Duration bodyRetention) {
        this.backlog = backlog;
        this.records = records;
        this.activity = activity;
        this.activities = activities;
        this.businessClock = businessClock;
        this.clock = clock;
        this.bodyRetention = bodyRetention;
    }

    /** When each source was last heard by any replica, as of the last round. */
    public Map<SourceActivity.Key, Instant> lastHeard() {
        return lastHeard;
    }

    public void handle() {
        int reaped = backlog.reap(clock.instant());
        if (reaped > 0) {
            LOG.warn("{} deliveries were held by workers that are gone; they are due again", reaped);
        }
        activities.heard(activity.last());
        lastHeard = activities.last();
        forgetBodies();
    }

    /** Deletes bodies whose retention time is over, at most once per hour of business time. */
    public synchronized void forgetBodies() {
        Instant now = businessClock.now();
        if (now.isBefore(nextSweep)) {
            return;
        }
        int forgotten;
        do {
            forgotten = records.forgetBodies(now.minus(bodyRetention), BATCH);
        } while (forgotten == BATCH);
        nextSweep = now.plus(BETWEEN_SWEEPS);
    }
}
