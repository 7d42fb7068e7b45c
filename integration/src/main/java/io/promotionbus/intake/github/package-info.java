/** GitHub's webhooks: signature, payloads, and what they say. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.intake.github;
