/** Transactions, clock, ids and signals on PostgreSQL. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("persistence")
package io.promotionbus.platform.persistence;
