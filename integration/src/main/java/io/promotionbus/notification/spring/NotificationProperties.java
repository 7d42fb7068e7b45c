package io.promotionbus.notification.spring;

import io.promotionbus.notification.Pace;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the outbox works.
 *
 * @param lease how long a replica may take for one message before another one takes over
 * @param longestPause between two attempts while mail server or identity provider are away
 * @param giveUpAfter age at which a message that never got through is dead
 * @param burst messages about one stage that a person gets one by one within {@code window}; the rest is summarised
 */
@Validated
@ConfigurationProperties("bus.notification")
record NotificationProperties(
        @DefaultValue("45s") Duration lease,
        @DefaultValue("1m") Duration longestPause,
        @DefaultValue("3d") Duration giveUpAfter,
        @Min(1) @DefaultValue("30") int burst,
        @DefaultValue("10m") Duration window) {

    Pace pace() {
        return new Pace(lease, longestPause, giveUpAfter, burst, window);
    }
}
