package io.promotionbus.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Admission;
import io.promotionbus.sandbox.cluster.api.ApiFaults;
import io.promotionbus.sandbox.cluster.api.ApiServer;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ObjectOperations;
import io.promotionbus.sandbox.cluster.api.ObjectStore;
import io.promotionbus.sandbox.cluster.api.Rbac;
import io.promotionbus.sandbox.cluster.api.ResourceType;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import io.promotionbus.sandbox.cluster.api.StoreEvent;
import io.promotionbus.sandbox.cluster.api.Tokens;
import io.promotionbus.sandbox.cluster.api.User;
import io.promotionbus.sandbox.cluster.argocd.ApplicationController;
import io.promotionbus.sandbox.cluster.kargo.Cluster;
import io.promotionbus.sandbox.cluster.kargo.Kargo;
import io.promotionbus.sandbox.cluster.kargo.KargoFaults;
import io.promotionbus.sandbox.cluster.kargo.Loop;
import io.promotionbus.sandbox.cluster.schema.AdmissionPolicies;
import io.promotionbus.sandbox.cluster.schema.CustomSchemas;
import io.promotionbus.sandbox.cluster.schema.RepositoryFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An in-process Kubernetes API over HTTP with the behaviours of Kargo v1.11.2 and Argo CD. Loopback only. */
public final class ClusterSimulator implements AutoCloseable {

    /** The user that looks after the cluster from behind; faults are for everybody else. */
    public static final String KEEPER = "sandbox";

    private static final User GITOPS = new User(
            "system:serviceaccount:argocd:argocd-application-controller",
            List.of("system:masters", "system:serviceaccounts", "system:authenticated"));
    private static final User BUS = User.serviceAccount("promotion-bus", "promotion-bus");

    private final ClusterOptions options;
    private final ResourceTypes types = new ResourceTypes();
    private final ObjectStore store = new ObjectStore();
    private final CustomSchemas schemas = new CustomSchemas();
    private final Tokens tokens = new Tokens();
    private final Loop loop = new Loop("cluster-controllers");
    private final Loop writer = new Loop("cluster-snapshot");
    private final Deployer deployer;
    private final @Nullable Snapshot snapshot;
    private final KargoFaults kargoFaults = new KargoFaults();
    private final ObjectOperations operations;
    private final Manifests manifests;
    private final ApplicationController argoCd;
    private final Kargo kargo;
    private final ApiServer server;
    private final Faults faults;

    private ClusterSimulator(ClusterOptions options) {
        this.options = options;
        this.deployer = options.deployerOrDefault();
        Path directory = options.dataDirectory();
        this.snapshot = directory == null ? null : new Snapshot(directory, store, tokens);
        kargoSchemas();
        Rbac rbac = new Rbac(store);
        List<Admission> admissions = new ArrayList<>();
        AdmissionLink link = new AdmissionLink();
        admissions.add(Kargo.namespaceDefaults());
        admissions.add(new AdmissionPolicies(store, types));
        admissions.add(link);
        this.operations = new ObjectOperations(store, schemas, admissions, options.clock());
        Cluster cluster = new Cluster(store, operations, options.clock(), loop, options.timings(), kargoFaults);
        this.argoCd = new ApplicationController(cluster, deployer);
        this.kargo = new Kargo(cluster, rbac, options.registry(), argoCd);
        link.to(kargo.admission());
        this.manifests = new Manifests(types, store, operations);
        store.listen(this::learn);
        if (snapshot != null) {
            snapshot.restore(types, schemas);
        }
        baseline();
        ApiFaults apiFaults = new ApiFaults();
        apiFaults.spare(user -> user.name().equals(KEEPER));
        this.server = new ApiServer(options.port(), types, store, operations, rbac, tokens, apiFaults);
        this.faults = new InjectedFaults(apiFaults, kargoFaults, kargo, argoCd, store, server);
        kargo.start();
        argoCd.start();
        if (snapshot != null) {
            busToken();
            adminToken();
            snapshot.keep(writer);
            snapshot.write();
        }
    }

    /** Starts it and returns when it serves. */
    public static ClusterSimulator start(ClusterOptions options) {
        return new ClusterSimulator(options);
    }

    private void kargoSchemas() {
        ObjectNode all = Json.readYaml(RepositoryFiles.resource(ClusterSimulator.class, "kargo-schemas.yaml"))
                .get(0);
        for (ResourceType type : types.all()) {
            if (type.group().equals(ResourceTypes.KARGO) && all.has(type.plural())) {
                schemas.use(type, all.path(type.plural()));
            }
        }
    }

    /** A definition that is applied is served and checked from then on. */
    private void learn(StoreEvent event) {
        if (event.type().equals(ResourceTypes.CRDS) && event.kind() != StoreEvent.Kind.DELETED) {
            types.addCustom(event.object());
            types.all().stream()
                    .filter(type -> type.qualified().equals(Json.name(event.object())))
                    .forEach(type -> schemas.define(type, event.object()));
        }
    }

    private void baseline() {
        apply(RepositoryFiles.resource(ClusterSimulator.class, "baseline.yaml"));
        Path given = options.crdFile();
        Optional<Path> crd = given != null
                ? Optional.of(given)
                : RepositoryFiles.find("gitops/kargo/policies/crd-stagepolicies.yaml");
        crd.ifPresent(file -> apply(RepositoryFiles.read(file)));
        Path policies = options.admissionDirectory();
        Optional<Path> admission =
                policies != null ? Optional.of(policies) : RepositoryFiles.find("gitops/kargo/admission");
        List<ObjectNode> documents = new ArrayList<>();
        admission.ifPresent(found -> documents.addAll(admissionPolicies(RepositoryFiles.read(found))));
        if (documents.isEmpty()) {
            documents.addAll(admissionPolicies(RepositoryFiles.resource(ClusterSimulator.class, "admission.yaml")));
        }
        documents.forEach(document -> manifests.apply(User.ADMIN, document));
    }

    private static List<ObjectNode> admissionPolicies(String yaml) {
        return Json.readYaml(yaml).stream()
                .filter(document -> document.path("kind").asText().startsWith("ValidatingAdmissionPolicy"))
                .toList();
    }

    /** Where the API is served, without a trailing slash. */
    public URI url() {
        return server.url();
    }

    /** Token of the bus's ServiceAccount {@code promotion-bus/promotion-bus}. */
    public String busToken() {
        return tokens.of(BUS);
    }

    /** Token of a cluster admin ({@code system:masters}). */
    public String adminToken() {
        return tokens.of(User.ADMIN);
    }

    /** A token for any user; what that user may do is what RBAC objects in the cluster say. */
    public String tokenFor(String username, String... groups) {
        List<String> all = new ArrayList<>(List.of(groups));
        all.add("system:authenticated");
        return tokens.of(new User(username, all));
    }

    /** A kubeconfig (YAML) for this cluster and that token. */
    public String kubeconfig(String token) {
        return """
                apiVersion: v1
                kind: Config
                current-context: simulator
                clusters:
                - name: simulator
                  cluster: {server: "%s"}
                users:
                - name: user
                  user: {token: "%s"}
                contexts:
                - name: simulator
                  context: {cluster: simulator, user: user, namespace: default}
                """.formatted(url(), token);
    }

    /** Creates or updates every document, as cluster admin, in order. */
    public void apply(String yamlDocuments) {
        Json.readYaml(yamlDocuments).forEach(document -> manifests.apply(User.ADMIN, document));
    }

    /** As {@link #apply}, but as Argo CD's application controller, which alone may loosen gates. */
    public void applyFromGit(String yamlDocuments) {
        Json.readYaml(yamlDocuments).forEach(document -> manifests.apply(GITOPS, document));
    }

    /** All objects of a kind; {@code namespace} null = all namespaces. */
    public List<JsonNode> list(String kind, @Nullable String namespace) {
        return List.copyOf(store.list(manifests.type(kind), namespace));
    }

    public Optional<JsonNode> get(String kind, @Nullable String namespace, String name) {
        return store.get(manifests.type(kind), namespace, name).map(object -> object);
    }

    /** Deletes an object, as Argo CD's application controller; false if there was none. */
    public boolean delete(String kind, @Nullable String namespace, String name) {
        ResourceType type = manifests.type(kind);
        if (store.get(type, namespace, name).isEmpty()) {
            return false;
        }
        operations.delete(GITOPS, type, namespace, name, Json.object());
        return true;
    }

    /**
     * Overrides what Argo CD reports for a stage's Applications, and what a stage without Applications reports itself.
     *
     * @param status {@code Unhealthy} (Applications Degraded), {@code Progressing}, {@code Unknown},
     *     {@code RevisionMismatch} (Application Healthy, Stage Unhealthy; the next sync ends it) or null = the truth
     *     again; all but RevisionMismatch stay until they are changed, also across promotions
     */
    public void stageHealth(String project, String stage, @Nullable String status) {
        Target target = new Target(project, stage);
        if (status == null) {
            kargoFaults.stageHealth().remove(target);
        } else {
            kargoFaults.stageHealth().put(target, status);
        }
        argoCd.override(target, status);
        kargo.wakeStage(target);
    }

    /** Tells every change of an object from now on, on the thread that made it, which waits meanwhile. */
    public void observe(Consumer<StoreEvent> observer) {
        store.listen(observer::accept);
    }

    /** Runs Kargo's garbage collection now. */
    public void collectGarbage() {
        kargo.collectGarbage();
    }

    public Faults faults() {
        return faults;
    }

    /** How many watches are open. */
    public int watchCount() {
        return server.watchCount();
    }

    /** Forgets every object and fault, as at first start; tokens stay valid. */
    public void reset() {
        faults.clear();
        store.locked(() -> {
            store.clear();
            kargo.reset();
            argoCd.reset();
        });
        deployer.reset();
        baseline();
    }

    @Override
    public void close() {
        server.close();
        loop.close();
        kargo.close();
        writer.close();
        if (snapshot != null) {
            snapshot.write();
        }
        if (options.deployer() == null) {
            try {
                deployer.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot stop the deployer", e);
            }
        }
    }
}
