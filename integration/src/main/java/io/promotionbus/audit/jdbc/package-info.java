/** Audit events, seals and route trace in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.audit.jdbc;
