package io.promotionbus.kargo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a watch, a list or the answer to a write said about one object. */
public sealed interface Sighting {

    ObjectRef ref();

    /**
     * The object as it is now.
     *
     * @param version {@code resourceVersion}; grows with every change of the object
     * @param project the Kargo project it belongs to
     * @param stage the Stage it belongs to, for Promotions and Applications
     * @param byBus true when the bus itself made it, which its own feature records
     * @param askedAt wall time of the request when this is from a complete, uncached list: against a row that is older
     *     than that, even a lower version is right (the cluster was restored from a backup); absent for a watch
     * @param object one of the records of this package
     */
    record Seen(
            ObjectRef ref,
            String uid,
            long version,
            Instant createdAt,
            String project,
            @Nullable String stage,
            boolean byBus,
            @Nullable Instant askedAt,
            Object object)
            implements Sighting {

        /** The same, from a complete list that was asked for at that instant of the wall clock. */
        public Seen listedAt(Instant asked) {
            return new Seen(ref, uid, version, createdAt, project, stage, byBus, asked, object);
        }
    }

    /**
     * It is no longer there.
     *
     * @param forGood true when deleted (its uid never comes back); false when the bus merely stopped looking
     */
    record Gone(ObjectRef ref, String uid, boolean forGood) implements Sighting {}
}
