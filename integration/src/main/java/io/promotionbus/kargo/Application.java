package io.promotionbus.kargo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An Argo CD Application that is authorised for a Stage (annotation {@code kargo.akuity.io/authorized-stage}).
 *
 * @param health Healthy, Progressing, Degraded, Suspended, Missing, Unknown; absent when not assessed
 * @param sync Synced, OutOfSync, Unknown; absent when not compared
 * @param healthSince {@code lastTransitionTime} of the health status
 */
public record Application(
        String namespace,
        String name,
        String project,
        String stage,
        @Nullable String health,
        @Nullable String sync,
        @Nullable Instant healthSince,
        @Nullable String message) {}
