package io.promotionbus.kargo.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.Sighting;
import io.promotionbus.kargo.Sightings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One informer. It lists again after 410 Gone and reconnects for ever; a kind that the API server does not know (yet) is
 * just another reason to try again. The handler only reads the object and passes it on.
 */
final class KindWatch implements ResourceEventHandler<GenericKubernetesResource>, AutoCloseable {

    private final Kind kind;
    private final String what;
    private final SharedIndexInformer<GenericKubernetesResource> informer;
    private final ObjectReader reader;
    private final Sightings sightings;
    private final WatchLog log;

    KindWatch(
            Kind kind,
            String namespace,
            SharedIndexInformer<GenericKubernetesResource> informer,
            ObjectReader reader,
            Sightings sightings,
            WatchLog log) {
        this.kind = kind;
        this.what = namespace.isEmpty() ? kind.plural() : kind.plural() + " of " + namespace;
        this.informer = informer;
        this.reader = reader;
        this.sightings = sightings;
        this.log = log;
    }

    /** Returns at once; the first list may take as long as the API server is away. */
    KindWatch start() {
        informer.removeNamespaceIndex()
                .itemStore(new TrimmedStore())
                .exceptionHandler((started, because) -> log.failed(what, because))
                .addEventHandler(this);
        informer.start();
        return this;
    }

    boolean synced() {
        return informer.hasSynced();
    }

    boolean watching() {
        return informer.isWatching();
    }

    @Override
    public void onNothing() {
        log.heard(what);
    }

    @Override
    public void onAdd(GenericKubernetesResource object) {
        seen(null, object);
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
        seen(before, object);
    }

    @Override
    public void onDelete(GenericKubernetesResource object, boolean finalStateUnknown) {
        log.heard(what);
        sightings.offer(ObjectReader.gone(kind, object));
    }

    private void seen(@Nullable GenericKubernetesResource before, GenericKubernetesResource object) {
        log.heard(what);
        String name = ObjectReader.ref(kind, object).toString();
        try {
            Optional<Sighting.Seen> seen = reader.read(kind, object);
            log.readable(name);
            if (seen.isPresent()) {
                sightings.offer(seen.get());
            } else if (before != null && !before.getMetadata().getAnnotations().isEmpty()) {
                Sighting.Gone gone = ObjectReader.gone(kind, object);
                sightings.offer(new Sighting.Gone(gone.ref(), gone.uid(), false));
            }
        } catch (IllegalArgumentException shape) {
            log.unreadable(name, String.valueOf(shape.getMessage()));
        }
    }

    @Override
    public void close() {
        informer.stop();
    }
}
