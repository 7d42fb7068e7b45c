/** Policies and freezes in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.policy.jdbc;
