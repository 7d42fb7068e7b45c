/** Facts to Freight: which Warehouse wants an artifact, and how it becomes Freight. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"platform :: *", "platform", "audit", "intake", "kargo", "policy", "promotion"})
package io.promotionbus.feed;
