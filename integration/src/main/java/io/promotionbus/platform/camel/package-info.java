/** Error policies and conventions of every route. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("camel")
package io.promotionbus.platform.camel;
