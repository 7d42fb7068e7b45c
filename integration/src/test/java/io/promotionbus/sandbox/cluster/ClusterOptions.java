package io.promotionbus.sandbox.cluster;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ClusterSimulator} starts.
 *
 * @param port loopback port, 0 = a free one
 * @param clock Kargo's and Argo CD's clock: time stamps, soak, Warehouse intervals
 * @param registry what image discovery sees
 * @param deployer what really runs; null = a {@link SimulatedDeployer} with one second per rollout
 * @param dataDirectory objects and tokens are kept here across restarts; null = memory only
 * @param crdFile the StagePolicy CRD; null = {@code gitops/kargo/policies/crd-stagepolicies.yaml} of this repository
 * @param admissionDirectory directory with ValidatingAdmissionPolicies and their bindings; null =
 *     {@code gitops/kargo/admission} of this repository if it is there, else built-in ones
 * @param timings durations of the simulated controllers
 */
public record ClusterOptions(
        int port,
        Clock clock,
        Registry registry,
        @Nullable Deployer deployer,
        @Nullable Path dataDirectory,
        @Nullable Path crdFile,
        @Nullable Path admissionDirectory,
        Timings timings) {

    public static ClusterOptions defaults() {
        return new ClusterOptions(0, Clock.systemUTC(), Registry.empty(), null, null, null, null, Timings.defaults());
    }

    public ClusterOptions withPort(int value) {
        return new ClusterOptions(
                value, clock, registry, deployer, dataDirectory, crdFile, admissionDirectory, timings);
    }

    public ClusterOptions withClock(Clock value) {
        return new ClusterOptions(port, value, registry, deployer, dataDirectory, crdFile, admissionDirectory, timings);
    }

    public ClusterOptions withRegistry(Registry value) {
        return new ClusterOptions(port, clock, value, deployer, dataDirectory, crdFile, admissionDirectory, timings);
    }

    public ClusterOptions withDeployer(Deployer value) {
        return new ClusterOptions(port, clock, registry, value, dataDirectory, crdFile, admissionDirectory, timings);
    }

    public ClusterOptions withDataDirectory(@Nullable Path value) {
        return new ClusterOptions(port, clock, registry, deployer, value, crdFile, admissionDirectory, timings);
    }

    public ClusterOptions withCrdFile(@Nullable Path value) {
        return new ClusterOptions(port, clock, registry, deployer, dataDirectory, value, admissionDirectory, timings);
    }

    public ClusterOptions withAdmissionDirectory(@Nullable Path value) {
        return new ClusterOptions(port, clock, registry, deployer, dataDirectory, crdFile, value, timings);
    }

    public ClusterOptions withTimings(Timings value) {
        return new ClusterOptions(port, clock, registry, deployer, dataDirectory, crdFile, admissionDirectory, value);
    }

    /** The deployer, or the default one. */
    Deployer deployerOrDefault() {
        return deployer != null ? deployer : new SimulatedDeployer(Duration.ofSeconds(1));
    }
}
