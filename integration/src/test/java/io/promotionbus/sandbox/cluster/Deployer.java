package io.promotionbus.sandbox.cluster;

import java.util.List;
import java.util.function.Consumer;

/** What really runs behind an Argo CD Application. Implementations must be safe to call from several threads. */
public interface Deployer extends AutoCloseable {

    /** Starts rolling out these images; returns at once. Called when {@code argocd-update} syncs the Application. */
    void sync(Target target, List<ImageRef> images);

    /** Where the rollout of this environment is now. Must not block. */
    Rollout state(Target target);

    /** Calls back (on any thread) whenever {@link #state} of a target may have changed. */
    void onChange(Consumer<Target> listener);

    /** Forgets every environment, as at first start. */
    default void reset() {}

    @Override
    default void close() {}
}
