package io.promotionbus.feed.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code bus.feed.*}.
 *
 * @param lease how long a worker may hold its tasks
 * @param siblings how long an artifact waits for the others of its Warehouse under the same tag
 * @param refreshTimeout how long Kargo may take to answer a refresh
 * @param refreshPause least time between refreshes that follow direct creation
 * @param readImageConfig whether an image's configuration may be read (a counted pull) when its commit is not known
 * @param compareTags how often, in business time, registries are asked for tags that no webhook announced; zero for
 *     never
 */
@ConfigurationProperties("bus.feed")
record FeedProperties(
        @DefaultValue("60s") Duration lease,
        @DefaultValue("60s") Duration siblings,
        @DefaultValue("60s") Duration refreshTimeout,
        @DefaultValue("60s") Duration refreshPause,
        @DefaultValue("true") boolean readImageConfig,
        @DefaultValue("5m") Duration compareTags) {}
