/** Board, why, promotions and break-glass over HTTP. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package io.promotionbus.promotion.web;
