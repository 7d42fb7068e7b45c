package io.promotionbus.policy;

import io.promotionbus.kargo.PolicyObject;
import java.util.List;

/**
 * What the bus makes of one policy in the company of the others of its project.
 *
 * @param reason CamelCase for the condition: {@code Accepted}, {@code Invalid}, {@code StageClaimedTwice}
 * @param message empty when ready
 * @param stages those it names
 */
public record PolicyVerdict(PolicyObject object, boolean ready, String reason, String message, List<String> stages) {}
