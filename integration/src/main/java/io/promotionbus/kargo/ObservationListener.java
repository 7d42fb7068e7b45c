package io.promotionbus.kargo;

import org.jspecify.annotations.Nullable;

/**
 * Implemented by features that react to a changed object inside the transaction that stores the observation, so that the
 * change, its audit events and the work it causes commit together. Must be idempotent: an object may be seen again. Called
 * only when something the bus reads changed, and once across replicas.
 */
public interface ObservationListener {

    default void stageChanged(@Nullable Stage before, Stage now) {}

    default void freightChanged(@Nullable Freight before, Freight now) {}

    default void promotionChanged(@Nullable KargoPromotion before, KargoPromotion now) {}

    default void applicationChanged(@Nullable Application before, Application now) {}

    default void warehouseChanged(@Nullable Warehouse before, Warehouse now) {}

    default void policyChanged(@Nullable PolicyObject before, PolicyObject now) {}

    /** The stage's health, as {@link StageHealth} defines it, is another than before; absent at the first assessment. */
    default void healthChanged(@Nullable StageHealth before, StageHealth now) {}

    /**
     * The object was deleted, or its project is no longer managed. {@code kind} is the Kubernetes kind; for an Application
     * {@code project} is the Kargo project it was authorised for.
     */
    default void deleted(String kind, String project, String name) {}
}
