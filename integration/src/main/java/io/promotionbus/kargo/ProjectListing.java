package io.promotionbus.kargo;

import java.util.List;

/** The cluster-wide list that a listing by namespace cannot give. */
public interface ProjectListing {

    /** Projects with the managed label, uncached. Any failure is an exception: an empty list means there are none. */
    List<Sighting.Seen> projects();
}
