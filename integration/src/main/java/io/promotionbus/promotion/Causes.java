package io.promotionbus.promotion;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which delivery led to a Freight; implemented by the feed. Freight that Kargo or a person made has none. */
public interface Causes {

    Optional<Cause> of(String project, String freight);

    record Cause(@Nullable UUID delivery, String correlation) {}
}
