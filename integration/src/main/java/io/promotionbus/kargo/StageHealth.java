package io.promotionbus.kargo;

import java.time.Instant;

/**
 * How a stage is doing, judged by the Argo CD Applications authorised for it, because Kargo's own word is Unknown after
 * every Promotion that did not succeed and Unhealthy for a mere revision mismatch. Where there is no Application, Kargo's
 * word is the fallback.
 *
 * @param since business time at which the bus first observed this status; kept through restarts
 * @param message why, in the words of Argo CD or Kargo; empty when there is nothing to say
 */
public record StageHealth(String project, String stage, Status status, Instant since, Source source, String message) {

    /** What is known. Only {@link #Unhealthy} and {@link #Progressing} ever lead to a rollback. */
    public enum Status {
        Healthy,
        /** A rollout is under way, or a pod crashed after a finished one: Argo CD shows both alike. */
        Progressing,
        /** An Application is Degraded. */
        Unhealthy,
        /** Not assessed, suspended, or missing: an alarm, never a rollback. */
        Unknown,
        /** Somebody else moved the branch: Applications are well, but not at the revision Kargo promoted. An alarm. */
        RevisionMismatch
    }

    /** Whose word it is. */
    public enum Source {
        Applications,
        Stage
    }
}
