package io.promotionbus.kargo;

import java.util.List;
import java.util.Optional;

/**
 * What was last observed of the cluster, from PostgreSQL: every replica sees the same, also while the API server is away.
 * Only Projects labelled {@code promotionbus.io/managed=true} appear.
 */
public interface ObservedCluster {

    List<String> projects();

    List<Stage> stages(String project);

    Optional<Stage> stage(String project, String name);

    List<Freight> freights(String project);

    Optional<Freight> freight(String project, String name);

    /** Promotions of one stage, newest first. */
    List<KargoPromotion> promotions(String project, String stage);

    List<Warehouse> warehouses();

    List<Application> applications(String project, String stage);
}
