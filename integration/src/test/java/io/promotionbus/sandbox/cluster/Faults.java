package io.promotionbus.sandbox.cluster;

import java.time.Duration;

/** What can be made to go wrong. Durations are wall time; every call replaces an earlier one of the same part. */
public interface Faults {

    /** Connections are closed without an answer, open watches are dropped. */
    void apiDown(Duration time);

    /** Every answer (and watch start) comes later by {@code delay}. */
    void apiSlow(Duration delay, Duration time);

    /** Every request is answered with this status and a Kubernetes {@code Status} body; open watches are dropped. */
    void apiStatus(int status, Duration time);

    /** Closes every open watch; clients may resume from their resourceVersion. */
    void dropWatches();

    /** Sends 410 Gone to every open watch and forgets the history, so that resuming gets 410 too. */
    void gone410();

    /** Writes that Kargo's admission webhooks guard fail with 500 {@code failed calling webhook}. */
    void admissionDown(Duration time);

    /**
     * The next Promotion to this stage ends badly at a step.
     *
     * @param step a step's alias, its last part ({@code push} for {@code deploy::push}), its {@code uses}, or one of
     *     {@code before-sync} (the step before {@code argocd-update}, nothing changed yet) and {@code after-sync} (in
     *     {@code argocd-update}, after the environment changed)
     */
    void failNextPromotion(String project, String stage, String step, StepFailure how);

    /** While frozen, no Promotion starts and none advances. */
    void freezeQueue(boolean frozen);

    /** The next verification in this stage ends with this phase instead of {@code Successful}. */
    void failNextVerification(String project, String stage, String phase);

    /**
     * After the next sync to this stage Argo CD goes on reporting the health from before for so long, as trusted: Kargo
     * then verifies a rollout that has not happened yet.
     */
    void staleHealth(String project, String stage, Duration time);

    /** Ends every fault. */
    void clear();
}
