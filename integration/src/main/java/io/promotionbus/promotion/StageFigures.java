package io.promotionbus.promotion;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often, how fast and how safely versions reach one stage in a period.
 *
 * @param deploymentsPerDay deployments divided by the length of the period in days of 24 hours
 * @param leadTime from the commit to the verification in the stage, of what was verified in the period
 * @param timeToRestore from unhealthy to healthy again, of what became healthy in the period
 * @param waitingForApproval from the request to the decision that settled it, of what was decided in the period
 * @param days of UTC, oldest first
 * @see <a href="https://dora.dev/guides/dora-metrics-four-keys/">DORA's software delivery metrics</a>
 */
public record StageFigures(
        LaneRef lane,
        double deploymentsPerDay,
        Changes changes,
        Measured leadTime,
        Measured timeToRestore,
        Measured waitingForApproval,
        List<Day> days) {

    /**
     * Deployments and those of them that failed. A deployment is a Promotion that changed the environment and is no
     * rollback; it failed if Kargo said so afterwards or a rollback undid it. What was refused or ended before it
     * changed anything is neither.
     */
    public record Changes(int failed, int total) {

        /** Between 0 and 1, absent when there was nothing that could have failed. */
        public @Nullable Double rate() {
            return total == 0 ? null : (double) failed / total;
        }
    }

    /** One day's deployments, counted where they ended. */
    public record Day(LocalDate date, Changes changes) {}

    /** Durations, summed up. */
    public record Measured(
            int samples,
            @Nullable Duration median,
            @Nullable Duration p90) {

        private static final double NINETY_PERCENT = 0.9;

        static Measured of(Collection<Duration> durations) {
            if (durations.isEmpty()) {
                return new Measured(0, null, null);
            }
            List<Duration> sorted = new ArrayList<>(durations);
            sorted.sort(null);
            int size = sorted.size();
            Duration middle = sorted.get(size / 2);
            Duration median = size % 2 == 1
                    ? middle
                    : sorted.get(size / 2 - 1).plus(middle).dividedBy(2);
            return new Measured(size, median, sorted.get((int) Math.ceil(NINETY_PERCENT * size) - 1));
        }
    }
}
