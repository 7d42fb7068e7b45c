package io.promotionbus.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An in-process Kubernetes API over HTTP with the behaviours of Kargo v1.11.2 and Argo CD. Loopback only. */
public final class ClusterSimulator implements AutoCloseable {

    private ClusterSimulator() {}

    /** Starts it and returns when it serves. */
    public static ClusterSimulator start(ClusterOptions options) {
        throw new UnsupportedOperationException("options " + options);
    }

    /** Where the API is served, without a trailing slash. */
    public URI url() {
        throw new UnsupportedOperationException();
    }

    /** Token of the bus's ServiceAccount {@code promotion-bus/promotion-bus}. */
    public String busToken() {
        throw new UnsupportedOperationException();
    }

    /** Token of a cluster admin ({@code system:masters}). */
    public String adminToken() {
        throw new UnsupportedOperationException();
    }

    /** A token for any user; what that user may do is what RBAC objects in the cluster say. */
    public String tokenFor(String username, String... groups) {
        throw new UnsupportedOperationException(username + List.of(groups));
    }

    /** A kubeconfig (YAML) for this cluster and that token. */
    public String kubeconfig(String token) {
        throw new UnsupportedOperationException(token);
    }

    /** Creates or updates every document, as cluster admin, in order. */
    public void apply(String yamlDocuments) {
        throw new UnsupportedOperationException(yamlDocuments);
    }

    /** All objects of a kind; {@code namespace} null = all namespaces. */
    public List<JsonNode> list(String kind, @Nullable String namespace) {
        throw new UnsupportedOperationException(kind + namespace);
    }

    public Optional<JsonNode> get(String kind, @Nullable String namespace, String name) {
        throw new UnsupportedOperationException(kind + namespace + name);
    }

    /** Deletes an object as cluster admin; false if there was none. */
    public boolean delete(String kind, @Nullable String namespace, String name) {
        throw new UnsupportedOperationException(kind + namespace + name);
    }

    /**
     * Overrides what Argo CD reports for a stage's Applications.
     *
     * @param status {@code Unhealthy} (Applications Degraded), {@code Progressing}, {@code Unknown},
     *     {@code RevisionMismatch} (Application Healthy, Stage Unhealthy) or null = the truth again
     */
    public void stageHealth(String project, String stage, @Nullable String status) {
        throw new UnsupportedOperationException(project + stage + status);
    }

    /** Runs Kargo's garbage collection now. */
    public void collectGarbage() {
        throw new UnsupportedOperationException();
    }

    public Faults faults() {
        throw new UnsupportedOperationException();
    }

    /** Forgets every object and fault, as at first start; tokens stay valid. */
    public void reset() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
