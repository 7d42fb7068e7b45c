/** The route that keeps the status of StagePolicies up to date. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.policy.camel;
