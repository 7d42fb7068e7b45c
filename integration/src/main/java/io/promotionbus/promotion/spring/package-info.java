/** Wires the core. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.promotion.spring;
