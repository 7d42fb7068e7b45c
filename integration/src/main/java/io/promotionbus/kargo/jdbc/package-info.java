/** Observations in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.kargo.jdbc;
