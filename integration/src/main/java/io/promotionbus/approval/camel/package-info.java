/** Commits from GitHub and the timers of requests. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.approval.camel;
