/** Freezes and policies over HTTP. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.policy.web;
