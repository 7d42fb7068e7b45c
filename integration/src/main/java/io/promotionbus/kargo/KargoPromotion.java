package io.promotionbus.kargo;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Promotion as last observed.
 *
 * @param phase empty string when just created, then Pending, Running, Succeeded, Failed, Errored, Aborted
 * @param attempt label {@code promotionbus.io/attempt}: ours, absent for Promotions made by others
 * @param createActor Kargo's annotation {@code create-actor}
 * @param failedStep alias of the step that failed, when known
 * @param failedStepUses what that step runs, such as {@code argocd-update}; decides whether the environment was already
 *     changed
 */
public record KargoPromotion(
        String project,
        String name,
        String stage,
        String freight,
        String phase,
        @Nullable String attempt,
        @Nullable String createActor,
        boolean rollback,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String message,
        @Nullable String failedStep,
        @Nullable String failedStepUses) {

    private static final Set<String> TERMINAL = Set.of("Succeeded", "Failed", "Errored", "Aborted");

    public boolean terminal() {
        return TERMINAL.contains(phase);
    }
}
