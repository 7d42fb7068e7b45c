/** The routes that keep the lanes moving. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.promotion.camel;
