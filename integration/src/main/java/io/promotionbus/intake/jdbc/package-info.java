/** The inbox in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.intake.jdbc;
