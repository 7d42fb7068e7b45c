/** The core: one lane per stage, the decision about every candidate, and the reason for everything that does not move. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"platform :: *", "platform", "audit", "kargo", "policy", "notification"})
package io.promotionbus.promotion;
