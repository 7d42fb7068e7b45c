/** The outbox table. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.notification.jdbc;
