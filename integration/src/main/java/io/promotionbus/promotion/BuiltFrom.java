package io.promotionbus.promotion;

import io.promotionbus.kargo.Image;
import java.util.Collection;
import java.util.Map;

/** From which commit images were built, as far as whoever announced them or the images themselves say so. */
@FunctionalInterface
public interface BuiltFrom {

    /** Full SHAs; images of which nothing is known are absent. Stored facts only, in one query: no registry is asked. */
    Map<Image, String> commits(Collection<Image> images);
}
