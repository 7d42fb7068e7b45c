/** The quarantine in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.rollback.jdbc;
