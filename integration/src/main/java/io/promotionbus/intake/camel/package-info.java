/** The routes of the intake. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.intake.camel;
