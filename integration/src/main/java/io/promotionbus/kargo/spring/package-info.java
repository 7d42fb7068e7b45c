/** Wiring, configuration and health of the cluster access. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.kargo.spring;
