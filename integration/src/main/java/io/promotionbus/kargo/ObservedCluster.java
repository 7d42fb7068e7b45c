package io.promotionbus.kargo;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What was last observed of the cluster, from PostgreSQL: every replica sees the same, also while the API server is away.
 * Only Projects labelled {@code promotionbus.io/managed=true} appear. Each method is one query.
 */
public interface ObservedCluster {

    /** Names, in order. */
    List<String> projects();

    /** In the order of their names. */
    List<Stage> stages(String project);

    /** Those of several projects, ordered by project and name. */
    List<Stage> stages(Collection<String> projects);

    /** The stages of all projects, ordered by project and name. */
    List<Stage> stages();

    Optional<Stage> stage(String project, String name);

    /** Newest {@code discoveredAt} first. */
    List<Freight> freights(String project);

    Optional<Freight> freight(String project, String name);

    /** Those that exist, ordered by project and name. */
    List<Freight> freights(Collection<FreightRef> wanted);

    /** Freight by name in whatever project it lives; a name is unique per project only. */
    List<Freight> freightsNamed(Collection<String> names);

    /** Promotions of one stage, newest first. */
    List<KargoPromotion> promotions(String project, String stage);

    /** Promotions of all projects that have not ended, oldest first. */
    List<KargoPromotion> unfinishedPromotions();

    Optional<KargoPromotion> promotion(String project, String name);

    List<Warehouse> warehouses();

    Optional<Warehouse> warehouse(String project, String name);

    /** Applications authorised for the stage. */
    List<Application> applications(String project, String stage);
}
