package io.promotionbus.promotion;

import io.promotionbus.kargo.Image;
import java.util.Optional;

/** From which commit an image was built, as far as whoever announced it or the image itself says so. */
@FunctionalInterface
public interface BuiltFrom {

    /** A full SHA; empty when nothing is known. Stored facts only: no registry is asked. */
    Optional<String> commit(Image image);
}
