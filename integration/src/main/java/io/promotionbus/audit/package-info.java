/** Business audit: one event per state change in the same transaction, sealed, exported, verified; and the route trace. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform :: *", "platform"})
package io.promotionbus.audit;
