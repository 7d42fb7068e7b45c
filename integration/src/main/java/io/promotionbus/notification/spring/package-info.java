/** Wiring and configuration of the outbox. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.notification.spring;
