package io.promotionbus.intake;

import java.time.Instant;
import java.util.UUID;

/**
 * The delivery that a fact came from.
 *
 * @param source {@code github}, {@code dockerhub} or {@code repair}
 * @param receivedAt business time of the first receipt
 */
public record DeliveryRef(UUID id, String source, String sourceName, String correlation, Instant receivedAt) {}
