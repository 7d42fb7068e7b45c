package io.promotionbus.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The StagePolicies as last observed. */
public interface Policies {

    /** What governs one stage. */
    StageRule of(String project, String stage);

    /** As {@link #rules()}, of these projects only. */
    Map<String, Map<String, StageRule>> rules(Collection<String> projects);

    /** Per project, per stage that any policy names; a stage that is absent is {@link StageRule.Unmanaged}. One query. */
    Map<String, Map<String, StageRule>> rules();

    /** Every policy of every managed project, valid or not, for display. */
    List<Observed> all();

    /** What a stage asks for, or why nobody can say. */
    sealed interface StageRule {
        /** No policy names the stage: observed and shown, never touched. */
        record Unmanaged() implements StageRule {}

        /** Held as {@code policy-invalid}: not valid, two policies name the stage, or it asks for what is not built. */
        record Invalid(List<String> policies, String because) implements StageRule {}

        record Governed(StagePolicy policy) implements StageRule {}
    }

    /**
     * A policy as people see it.
     *
     * @param because why it is not ready; of one that is ready, why it can never be met; else empty
     */
    record Observed(String project, String name, String specJson, boolean ready, String because) {}
}
