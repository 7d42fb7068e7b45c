package io.promotionbus.kargo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How well the bus sees the cluster right now, for health and for whoever asks why nothing happens.
 *
 * @param connected the watch of the Projects stands
 * @param synced every watch has delivered its first list
 * @param watches how many there are, {@code watching} of them standing
 * @param sinceLastEvent wall time since anything was heard; absent before the first time
 * @param waiting sightings not yet recorded, {@code failing} of them after a failure
 * @param unreadable objects that are not shaped as expected, newest complaint in {@code complaint}
 */
public record ClusterState(
        boolean connected,
        boolean synced,
        int watches,
        int watching,
        @Nullable Duration sinceLastEvent,
        int waiting,
        int failing,
        int unreadable,
        @Nullable String complaint) {

    /** Asked by health and by the board's banner. */
    public interface Source {
        ClusterState now();
    }
}
