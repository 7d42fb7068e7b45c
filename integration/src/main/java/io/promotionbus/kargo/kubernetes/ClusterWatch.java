package io.promotionbus.kargo.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.promotionbus.kargo.ClusterState;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.Sightings;
import io.promotionbus.kargo.spring.KargoProperties;
import io.promotionbus.platform.Dependencies;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Watches the Projects that carry the managed label, what the bus needs in the namespace of each, and Argo CD's
 * Applications. Starting never waits for the API server.
 */
@Component
class ClusterWatch implements SmartLifecycle, ClusterState.Source, ResourceEventHandler<GenericKubernetesResource> {

    private static final long NO_RESYNC = 0;

    private final KubernetesClient client;
    private final Sightings sightings;
    private final KargoProperties properties;
    private final ObjectReader reader = new ObjectReader();
    private final WatchLog log;
    private final Map<String, List<KindWatch>> projects = new ConcurrentHashMap<>();
    private final List<KindWatch> always = new ArrayList<>();
    private volatile boolean running;

    ClusterWatch(
            KubernetesClient client,
            Sightings sightings,
            KargoProperties properties,
            Clock wall,
            Dependencies dependencies) {
        this.client = client;
        this.sightings = sightings;
        this.properties = properties;
        this.log = new WatchLog(wall, dependencies);
    }

    @Override
    public synchronized void start() {
        running = true;
        SharedIndexInformer<GenericKubernetesResource> managed = client.genericKubernetesResources(
                        Api.context(Kind.Project))
                .withLabel(Api.MANAGED_LABEL, "true")
                .runnableInformer(NO_RESYNC);
        managed.addEventHandler(this);
        always.add(new KindWatch(Kind.Project, "", managed, reader, sightings, log).start());
        always.add(watch(Kind.Application, properties.argocdNamespace()));
    }

    private KindWatch watch(Kind kind, String namespace) {
        return new KindWatch(
                        kind,
                        namespace,
                        client.genericKubernetesResources(Api.context(kind))
                                .inNamespace(namespace)
                                .runnableInformer(NO_RESYNC),
                        reader,
                        sightings,
                        log)
                .start();
    }

    @Override
    public synchronized void onAdd(GenericKubernetesResource project) {
        if (running) {
            projects.computeIfAbsent(
                    project.getMetadata().getName(),
                    name -> Kind.OF_PROJECT.stream()
                            .map(kind -> watch(kind, name))
                            .toList());
        }
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource project) {
        onAdd(project);
    }

    @Override
    public synchronized void onDelete(GenericKubernetesResource project, boolean finalStateUnknown) {
        List<KindWatch> watches = projects.remove(project.getMetadata().getName());
        if (watches != null) {
            watches.forEach(KindWatch::close);
        }
    }

    @Override
    public ClusterState now() {
        List<KindWatch> all = new ArrayList<>();
        synchronized (this) {
            all.addAll(always);
            projects.values().forEach(all::addAll);
        }
        return new ClusterState(
                !all.isEmpty() && all.getFirst().watching(),
                !all.isEmpty() && all.stream().allMatch(KindWatch::synced),
                all.size(),
                (int) all.stream().filter(KindWatch::watching).count(),
                log.sinceLastEvent(),
                sightings.size(),
                sightings.failing(),
                log.unreadable(),
                log.complaint());
    }

    @Override
    public synchronized void stop() {
        running = false;
        always.forEach(KindWatch::close);
        always.clear();
        projects.values().forEach(watches -> watches.forEach(KindWatch::close));
        projects.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
