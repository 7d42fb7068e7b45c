/** The quarantine over HTTP. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.rollback.web;
