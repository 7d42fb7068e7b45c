/** Board, why, promotions and break-glass over HTTP. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.promotion.web;
