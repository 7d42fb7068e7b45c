/** Wiring and configuration of the feed. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.feed.spring;
