package io.promotionbus.promotion.spring;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the core.
 *
 * @param settle how long stage and Applications must stay healthy after a Promotion succeeded before its verification
 *     counts; business time
 * @param retryBackoff before the first retry of a Promotion that failed before it changed anything; doubled for each
 *     further one; business time
 * @param lease how long a claim to create a Promotion lasts; longer than the Kubernetes client may take for a call; wall
 *     time
 */
@Validated
@ConfigurationProperties("bus.promotion")
public record PromotionProperties(
        @NotNull @DefaultValue("5s") Duration settle,
        @NotNull @DefaultValue("10s") Duration retryBackoff,
        @NotNull @DefaultValue("30s") Duration lease) {

    @AssertTrue(message = "bus.promotion.settle must not be negative")
    public boolean isSettleSensible() {
        return !settle.isNegative();
    }

    @AssertTrue(message = "bus.promotion.retry-backoff must be positive")
    public boolean isRetryBackoffSensible() {
        return retryBackoff.isPositive();
    }

    @AssertTrue(message = "bus.promotion.lease must be at least 20s, longer than a call to Kubernetes may take")
    public boolean isLeaseSensible() {
        return lease.compareTo(Duration.ofSeconds(20)) >= 0;
    }
}
