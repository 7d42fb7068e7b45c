/** The outbox and its channels: every message once per recipient, subject and reason. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform :: *", "platform", "audit"})
package io.promotionbus.notification;
