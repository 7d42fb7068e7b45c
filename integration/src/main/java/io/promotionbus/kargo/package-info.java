/** The cluster as the bus sees it: typed Kargo and Argo CD objects, what was observed of them, and the only writer. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform :: *", "platform", "audit"})
package io.promotionbus.kargo;
