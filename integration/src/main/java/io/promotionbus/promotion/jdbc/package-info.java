/** Lanes and attempts in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.promotion.jdbc;
