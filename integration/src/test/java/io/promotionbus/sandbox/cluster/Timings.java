package io.promotionbus.sandbox.cluster;

import java.time.Duration;

/**
 * Wall-clock durations of what the simulated controllers do. The defaults are near a real cluster, but shorter where
 * waiting teaches nothing.
 *
 * @param start from the creation of a Promotion to Running
 * @param step one promotion step other than {@code argocd-update}
 * @param sync the sync operation {@code argocd-update} waits for
 * @param discovery one pass over all subscriptions of a Warehouse
 * @param healthGap how long {@code status.health} is absent after a Promotion
 * @param reconcileLag from the end of a sync operation until the Application is reconciled (health Unknown meanwhile)
 */
public record Timings(
        Duration start, Duration step, Duration sync, Duration discovery, Duration healthGap, Duration reconcileLag) {

    public static Timings defaults() {
        return new Timings(
                Duration.ofMillis(5),
                Duration.ofMillis(15),
                Duration.ofMillis(250),
                Duration.ofMillis(60),
                Duration.ofMillis(60),
                Duration.ofMillis(40));
    }

    /** Ten times shorter, for tests that walk many promotions. */
    public static Timings fast() {
        return new Timings(
                Duration.ZERO,
                Duration.ofMillis(1),
                Duration.ofMillis(20),
                Duration.ofMillis(5),
                Duration.ofMillis(30),
                Duration.ofMillis(5));
    }
}
