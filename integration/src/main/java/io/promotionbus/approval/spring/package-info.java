/** Wiring and configuration of approvals. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.approval.spring;
