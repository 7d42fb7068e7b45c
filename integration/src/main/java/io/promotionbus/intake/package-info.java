/** Webhooks to facts: verify, store, answer; then interpret each stored delivery into artifacts and commits. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform :: *", "platform", "audit"})
package io.promotionbus.intake;
