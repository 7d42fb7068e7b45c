package io.promotionbus.kargo;

import java.time.Duration;
import java.util.List;

/**
 * One entry of a Stage's {@code requestedFreight}.
 *
 * @param direct Freight may come straight from the Warehouse
 * @param upstream stages it may come from, when verified there
 * @param requiredSoakTime zero when none
 * @param all true for availability strategy {@code All}; otherwise one verified and soaked upstream is enough
 */
public record FreightRequest(
        Origin origin, boolean direct, List<String> upstream, Duration requiredSoakTime, boolean all) {}
