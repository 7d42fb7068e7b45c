/** StagePolicy: what a stage asks for before Freight may enter it; windows and freezes. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform :: *", "platform", "audit", "kargo"})
package io.promotionbus.policy;
