/** Wires the quarantine. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.rollback.spring;
