/** Health, metrics and structured logs. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("observability")
package io.promotionbus.platform.observability;
