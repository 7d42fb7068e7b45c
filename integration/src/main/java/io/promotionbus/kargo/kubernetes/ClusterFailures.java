package io.promotionbus.kargo.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.promotionbus.kargo.KargoWriter.ClusterUnavailable;
import io.promotionbus.platform.Causes;
import java.util.Set;

/**
 * What an error of the API server means. Only the text tells a denied promote from a fault: Kargo's webhook wraps its
 * refusal into an internal error (500), as an admission server that is down is one.
 */
final class ClusterFailures {

    private static final String DENIED_PROMOTE = "is not permitted to";

    /** The request is at fault: the same one would fail again. 401 is not among them: credentials get renewed. */
    private static final Set<Integer> REFUSED = Set.of(400, 404, 405, 413, 415, 422);

    private ClusterFailures() {}

    /** What to make of it. */
    enum Meaning {
        Exists,
        Denied,
        Refused,
        Unavailable
    }

    static Meaning of(KubernetesClientException failure) {
        int code = failure.getCode();
        if (code == 403 || (code == 500 && message(failure).contains(DENIED_PROMOTE))) {
            return Meaning.Denied;
        }
        if (code == 409) {
            return Meaning.Exists;
        }
        return REFUSED.contains(code) ? Meaning.Refused : Meaning.Unavailable;
    }

    static ClusterUnavailable unavailable(String what, KubernetesClientException failure) {
        return new ClusterUnavailable(what + ": " + message(failure), failure);
    }

    /** The API server's own sentence, or the client's when there was no answer. */
    static String message(KubernetesClientException failure) {
        Status status = failure.getStatus();
        if (status != null
                && status.getMessage() != null
                && !status.getMessage().isEmpty()) {
            return status.getMessage();
        }
        return Causes.innermost(failure);
    }
}
