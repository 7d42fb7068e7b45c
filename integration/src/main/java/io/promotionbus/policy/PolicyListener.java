package io.promotionbus.policy;

import java.util.Set;

/**
 * Implemented by features that react to a changed policy inside the transaction that records the change, such as
 * refreshing open requests. Must be idempotent.
 */
public interface PolicyListener {

    /** {@code stages} are those whose rule is another than before, also by a policy that appeared or went away. */
    void rulesChanged(String project, Set<String> stages);
}
