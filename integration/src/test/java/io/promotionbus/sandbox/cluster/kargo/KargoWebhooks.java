package io.promotionbus.sandbox.cluster.kargo;

import io.promotionbus.sandbox.cluster.api.Admission;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest.Operation;
import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kargo's webhook server: decides which hook sees a request, words denials, can be away. */
public final class KargoWebhooks implements Admission {

    private final KargoFaults faults;
    private final Map<String, Admission> hooks;

    /** @param hooks by plural */
    KargoWebhooks(KargoFaults faults, Map<String, Admission> hooks) {
        this.faults = faults;
        this.hooks = hooks;
    }

    @Override
    public void mutate(AdmissionRequest request) {
        boolean concerned = request.subresource().isEmpty()
                && (request.type().is("promotions")
                        || request.type().is("freights")
                        || request.type().is("stages")
                        || request.type().is("warehouses"));
        Admission hook = hook(request);
        if (hook != null && concerned) {
            ask(request, "mutate", () -> hook.mutate(request));
        }
    }

    @Override
    public void validate(AdmissionRequest request) {
        boolean status = request.isStatus() && request.type().is("freights");
        boolean delete = request.operation() != Operation.DELETE
                || request.type().is("promotions")
                || request.type().is("freights");
        Admission hook = hook(request);
        if (hook != null && delete && (request.subresource().isEmpty() || status)) {
            ask(request, "validate", () -> hook.validate(request));
        }
    }

    private @Nullable Admission hook(AdmissionRequest request) {
        return request.type().group().equals(ResourceTypes.KARGO)
                ? hooks.get(request.type().plural())
                : null;
    }

    private void ask(AdmissionRequest request, String what, Runnable hook) {
        String kind = request.type().kind().toLowerCase(Locale.ROOT);
        String name = kind + ".kargo.akuity.io";
        if (faults.isAdmissionDown()) {
            throw ApiException.internal("failed calling webhook \"" + name
                    + "\": failed to call webhook: Post \"https://kargo-webhooks-server.kargo.svc:443/" + what
                    + "-kargo-akuity-io-v1alpha1-" + kind
                    + "?timeout=10s\": dial tcp 127.0.0.1:443: connect: connection refused");
        }
        try {
            hook.run();
        } catch (ApiException e) {
            throw e.deniedBy(name);
        }
    }
}
