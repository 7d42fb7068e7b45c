package io.promotionbus.kargo;

import java.util.List;

/** Complete, uncached lists of what a namespace holds. */
public interface ClusterListing {

    /** Any failure is an exception, also one object that cannot be read: an empty list means there are none. */
    List<Sighting.Seen> list(Kind kind, String namespace);
}
