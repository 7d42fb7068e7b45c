/** The route that serves the outbox. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.notification.camel;
