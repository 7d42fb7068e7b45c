package io.promotionbus.policy;

/** Writes the status of a StagePolicy. */
public interface StatusWriter {

    /**
     * Replaces what the status says; a policy that is gone is no error.
     *
     * @throws io.promotionbus.kargo.KargoWriter.ClusterUnavailable when the cluster does not answer or refuses
     */
    void write(String project, String policy, String statusJson);
}
