/** Approvals over HTTP. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.approval.web;
