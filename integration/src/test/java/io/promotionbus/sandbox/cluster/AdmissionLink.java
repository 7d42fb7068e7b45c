package io.promotionbus.sandbox.cluster;

import io.promotionbus.sandbox.cluster.api.Admission;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest;

/** Kargo's webhooks need the API and the API asks Kargo's webhooks; this is set once both are there. */
final class AdmissionLink implements Admission {

    private volatile Admission hooks = new Admission() {};

    void to(Admission admission) {
        hooks = admission;
    }

    @Override
    public void mutate(AdmissionRequest request) {
        hooks.mutate(request);
    }

    @Override
    public void validate(AdmissionRequest request) {
        hooks.validate(request);
    }
}
