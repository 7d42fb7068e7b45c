/** Wiring of the audit. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.audit.spring;
