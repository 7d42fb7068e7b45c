/** Requests, decisions and the people who made them as rows. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.approval.jdbc;
