package io.promotionbus.kargo;

import org.jspecify.annotations.Nullable;

/**
 * Implemented by features that react to a changed object inside the transaction that stores the observation, so that the
 * change, its audit events and the work it causes commit together. Must be idempotent: an object may be seen again.
 */
public interface ObservationListener {

    default void stageChanged(@Nullable Stage before, Stage now) {}

    default void freightChanged(@Nullable Freight before, Freight now) {}

    default void promotionChanged(@Nullable KargoPromotion before, KargoPromotion now) {}

    default void applicationChanged(@Nullable Application before, Application now) {}

    default void warehouseChanged(@Nullable Warehouse before, Warehouse now) {}

    /** The object was deleted; {@code kind} is the Kubernetes kind. */
    default void deleted(String kind, String project, String name) {}
}
