/** What the feed keeps, in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.feed.jdbc;
