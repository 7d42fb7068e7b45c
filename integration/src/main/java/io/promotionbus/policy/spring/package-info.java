/** Wiring of the policy use cases. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.policy.spring;
