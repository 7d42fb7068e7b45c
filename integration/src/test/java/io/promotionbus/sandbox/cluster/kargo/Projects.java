package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Admission;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest;
import io.promotionbus.sandbox.cluster.api.AdmissionRequest.Operation;
import io.promotionbus.sandbox.cluster.api.ApiException;
import io.promotionbus.sandbox.cluster.api.ApiException.Cause;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import io.promotionbus.sandbox.cluster.api.User;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Projects and the namespaces of the same name: adoption at creation, both go together. */
final class Projects implements Admission {

    private final Cluster cluster;

    Projects(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Refuses objects in namespaces that are no Projects. */
    static void require(Cluster cluster, String namespace) {
        ObjectNode found = cluster.store()
                .get(ResourceTypes.NAMESPACES, null, namespace)
                .orElseThrow(() -> ApiException.notFound(ResourceTypes.NAMESPACES, namespace));
        if (!"true".equals(Json.label(found, Names.PROJECT))) {
            throw ApiException.invalid(
                    ResourceTypes.PROJECTS,
                    namespace,
                    List.of(Cause.invalid(
                            "metadata.namespace",
                            "\"" + namespace + "\"",
                            "namespace \"" + namespace + "\" is not a project")));
        }
    }

    @Override
    public void validate(AdmissionRequest request) {
        if (request.operation() != Operation.CREATE) {
            return;
        }
        String name = request.name();
        Optional<ObjectNode> namespace = cluster.store().get(ResourceTypes.NAMESPACES, null, name);
        if (namespace.isPresent()) {
            if (!"true".equals(Json.label(namespace.get(), Names.PROJECT))) {
                throw ApiException.conflict(
                        ResourceTypes.PROJECTS,
                        name,
                        "failed to initialize Project \"" + name + "\" because namespace \"" + name
                                + "\" already exists and is not labeled as a Project namespace");
            }
            return;
        }
        ObjectNode created = Json.object();
        Json.metadata(created).put("name", name).putArray("finalizers").add(Names.FINALIZER);
        Json.label(created, Names.PROJECT, "true");
        cluster.operations().create(Cluster.CONTROLLER, ResourceTypes.NAMESPACES, null, created, false);
    }

    /** Brings a Project to Ready, or ends it with its namespace. */
    void reconcile(String name) {
        Optional<ObjectNode> project = cluster.store().get(ResourceTypes.PROJECTS, null, name);
        if (project.isEmpty()) {
            return;
        }
        if (project.get().path("metadata").has("deletionTimestamp")) {
            endNamespace(name);
            cluster.store().remove(ResourceTypes.PROJECTS, null, name);
            return;
        }
        cluster.store().locked(() -> {
            addFinalizer(ResourceTypes.PROJECTS, name);
            addFinalizer(ResourceTypes.NAMESPACES, name);
            cluster.status(
                    ResourceTypes.PROJECTS,
                    "",
                    name,
                    status -> new Conditions(status, Cluster.generation(project.get()), cluster.now())
                            .set("Ready", "True", "Synced", "Project is synced and ready for use"));
        });
    }

    private void addFinalizer(io.promotionbus.sandbox.cluster.api.ResourceType type, String name) {
        cluster.change(type, "", name, object -> {
            if (!Json.strings(object.path("metadata").path("finalizers")).contains(Names.FINALIZER)) {
                Json.metadata(object).withArrayProperty("finalizers").add(Names.FINALIZER);
            }
        });
    }

    /** A namespace that is on its way out takes its Project along. */
    void namespaceGoing(String name) {
        if (cluster.store().get(ResourceTypes.PROJECTS, null, name).isPresent()) {
            cluster.operations().delete(User.NAMESPACE_CONTROLLER, ResourceTypes.PROJECTS, null, name, Json.object());
            return;
        }
        endNamespace(name);
    }

    /** Removes everything in a namespace, then the namespace. */
    private void endNamespace(String name) {
        cluster.store().locked(() -> {
            cluster.store()
                    .everything()
                    .forEach((type, objects) -> objects.stream()
                            .filter(object ->
                                    type.namespaced() && Json.namespace(object).equals(name))
                            .forEach(object -> cluster.store().remove(type, name, Json.name(object))));
            cluster.store().remove(ResourceTypes.NAMESPACES, null, name);
        });
    }

    /** What the API server itself adds to namespaces. */
    static final class NamespaceDefaults implements Admission {
        @Override
        public void mutate(AdmissionRequest request) {
            ObjectNode namespace = request.object();
            if (request.type().equals(ResourceTypes.NAMESPACES) && namespace != null) {
                Json.label(namespace, "kubernetes.io/metadata.name", Json.name(namespace));
                namespace.withObjectProperty("spec").putArray("finalizers").add("kubernetes");
                namespace.withObjectProperty("status").put("phase", "Active");
                if (Json.metadata(namespace).path("uid").asText("").isEmpty()) {
                    Json.metadata(namespace).put("uid", UUID.randomUUID().toString());
                }
            }
        }
    }
}
