package io.promotionbus.kargo;

/** Kubernetes Events on Stages, best effort: dropped when the cluster is away or too many wait. */
public interface StageEvents {

    /** Returns at once. */
    void offer(StageEvent event);

    /**
     * One event.
     *
     * @param uid the Stage's, empty when unknown
     * @param reason CamelCase, such as {@code ApprovalRequested}
     * @param note at most 1 kB; longer ones are cut
     */
    record StageEvent(String project, String stage, String uid, String reason, String note) {}
}
