package io.promotionbus.kargo.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an informer must remember to tell new from known and to say what was deleted: identity and version. The objects
 * themselves are in the database; thousands of Promotions with their steps would otherwise fill the memory of every replica.
 */
final class TrimmedStore implements ItemStore<GenericKubernetesResource> {

    private final Map<String, GenericKubernetesResource> items = new ConcurrentHashMap<>();

    @Override
    public String getKey(GenericKubernetesResource item) {
        return item.getMetadata().getNamespace() + "/" + item.getMetadata().getName();
    }

    @Override
    public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource item) {
        return items.put(key, trimmed(item));
    }

    @Override
    public @Nullable GenericKubernetesResource remove(String key) {
        return items.remove(key);
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<GenericKubernetesResource> values() {
        return items.values().stream();
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public @Nullable GenericKubernetesResource get(String key) {
        return items.get(key);
    }

    @Override
    public boolean isFullState() {
        return false;
    }

    private static GenericKubernetesResource trimmed(GenericKubernetesResource item) {
        ObjectMeta full = item.getMetadata();
        String authorized =
                full.getAnnotations() == null ? null : full.getAnnotations().get(Api.AUTHORIZED_STAGE_ANNOTATION);
        GenericKubernetesResource small = new GenericKubernetesResource();
        small.setApiVersion(item.getApiVersion());
        small.setKind(item.getKind());
        small.setMetadata(new ObjectMetaBuilder()
                .withNamespace(full.getNamespace())
                .withName(full.getName())
                .withUid(full.getUid())
                .withResourceVersion(full.getResourceVersion())
                .withAnnotations(authorized == null ? Map.of() : Map.of(Api.AUTHORIZED_STAGE_ANNOTATION, authorized))
                .build());
        return small;
    }
}
