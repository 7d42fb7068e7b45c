/** Writes the status of StagePolicies. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.policy.kubernetes;
