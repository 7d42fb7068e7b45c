package io.promotionbus.kargo;

import io.promotionbus.kargo.Sightings.Attempt;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what waits, one transaction each; what fails waits for another try and holds nobody else up. */
public final class RecordSightings {

    private static final Logger LOG = LoggerFactory.getLogger(RecordSightings.class);
    private static final int BATCH = 200;

    private final Sightings sightings;
    private final ObservedObjects objects;
    private final RecordSighting record;

    public RecordSightings(Sightings sightings, ObservedObjects objects, RecordSighting record) {
        this.sightings = sightings;
        this.objects = objects;
        this.record = record;
    }

    /** Works until nothing is due. */
    public void handle() {
        List<Attempt> batch = sightings.take(BATCH);
        while (!batch.isEmpty()) {
            handle(batch);
            batch = sightings.take(BATCH);
        }
    }

    private void handle(List<Attempt> batch) {
        Set<ObjectRef> unchanged;
        try {
            unchanged = objects.unchanged(batch.stream()
                    .map(Attempt::sighting)
                    .filter(Sighting.Seen.class::isInstance)
                    .map(Sighting.Seen.class::cast)
                    .collect(Collectors.toList()));
        } catch (RuntimeException storage) {
            LOG.warn("{} observations wait for the database: {}", batch.size(), storage.getMessage());
            batch.forEach(sightings::again);
            return;
        }
        for (Attempt attempt : batch) {
            if (attempt.sighting() instanceof Sighting.Gone
                    || !unchanged.contains(attempt.sighting().ref())) {
                handle(attempt);
            }
        }
    }

    private void handle(Attempt attempt) {
        try {
            record.handle(attempt.sighting());
        } catch (RuntimeException failure) {
            if (attempt.failures() == 0) {
                LOG.warn(
                        "{} could not be recorded and is tried again",
                        attempt.sighting().ref(),
                        failure);
            } else {
                LOG.debug("{} still cannot be recorded", attempt.sighting().ref(), failure);
            }
            sightings.again(attempt);
        }
    }
}
