/** Routes of the feed, and the calls to registries and to the Git host. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.feed.camel;
