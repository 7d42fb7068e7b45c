/** Wiring and configuration of the intake. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.intake.spring;
