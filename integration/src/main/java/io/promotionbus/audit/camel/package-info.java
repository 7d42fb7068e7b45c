/** The sealer's route and the trace of all routes. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.audit.camel;
