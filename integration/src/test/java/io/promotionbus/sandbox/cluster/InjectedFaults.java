package io.promotionbus.sandbox.cluster;

import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.ApiFaults;
import io.promotionbus.sandbox.cluster.api.ApiServer;
import io.promotionbus.sandbox.cluster.api.ObjectStore;
import io.promotionbus.sandbox.cluster.argocd.ApplicationController;
import io.promotionbus.sandbox.cluster.kargo.Kargo;
import io.promotionbus.sandbox.cluster.kargo.KargoFaults;
import java.time.Duration;

/** Hands each fault to the part that has it. */
record InjectedFaults(
        ApiFaults api,
        KargoFaults kargoFaults,
        Kargo kargo,
        ApplicationController argoCd,
        ObjectStore store,
        ApiServer server)
        implements Faults {

    @Override
    public void apiDown(Duration time) {
        api.down(time);
    }

    @Override
    public void apiSlow(Duration delay, Duration time) {
        api.slow(delay, time);
    }

    @Override
    public void apiStatus(int status, Duration time) {
        api.status(status, time);
    }

    @Override
    public void dropWatches() {
        server.dropWatches();
    }

    @Override
    public void gone410() {
        store.forgetHistory();
        server.failWatches(ApiException.gone("too old resource version"));
    }

    @Override
    public void admissionDown(Duration time) {
        kargoFaults.admissionDown(time);
    }

    @Override
    public void failNextPromotion(String project, String stage, String step, StepFailure how) {
        kargoFaults.failNextPromotion(new Target(project, stage), new KargoFaults.BadStep(step, how));
    }

    @Override
    public void freezeQueue(boolean frozen) {
        kargoFaults.freeze(frozen);
        if (!frozen) {
            kargo.wakePromotions();
        }
    }

    @Override
    public void failNextVerification(String project, String stage, String phase) {
        kargoFaults.failNextVerification(new Target(project, stage), phase);
    }

    @Override
    public void staleHealth(String project, String stage, Duration time) {
        argoCd.staleHealth(new Target(project, stage), time);
    }

    @Override
    public void clear() {
        api.clear();
        kargoFaults.clear();
        argoCd.reset();
        kargo.wakePromotions();
    }
}
