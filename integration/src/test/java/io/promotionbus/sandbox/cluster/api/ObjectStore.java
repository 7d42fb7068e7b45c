package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All objects, with resource versions and a bounded history for watches. One lock guards everything: whoever needs
 * several reads and writes as one step takes it with {@link #locked}. Objects handed out are never changed in place;
 * callers copy before they change.
 */
public final class ObjectStore {

    private static final int HISTORY = 1_000;

    /** Namespace (empty for cluster scope) and name, in the order lists have. */
    public record Key(String namespace, String name) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::namespace).thenComparing(Key::name);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ResourceType, TreeMap<Key, ObjectNode>> objects = new HashMap<>();
    private final Map<ResourceType, Deque<StoreEvent>> history = new HashMap<>();
    private final Map<ResourceType, Long> forgottenThrough = new HashMap<>();
    private final List<Consumer<StoreEvent>> listeners = new CopyOnWriteArrayList<>();
    private long revision = 1_000;
    private long goneThrough;

    /** Runs a step alone. */
    public <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    public void locked(Runnable step) {
        locked(() -> {
            step.run();
            return true;
        });
    }

    /** Called within the lock for every change: must only hand the event on. */
    public Runnable listen(Consumer<StoreEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Events of a type after a revision, then every later one.
     *
     * @throws ApiException 410 if the history does not reach back so far
     */
    public Runnable watch(ResourceType type, long after, Consumer<StoreEvent> listener) {
        return locked(() -> {
            if (after < goneThrough || after < forgottenThrough.getOrDefault(type, 0L)) {
                throw ApiException.gone("too old resource version: " + after + " (" + revision + ")");
            }
            for (StoreEvent event : history.getOrDefault(type, new ArrayDeque<>())) {
                if (event.revision() > after) {
                    listener.accept(event);
                }
            }
            return listen(event -> {
                if (event.type().equals(type)) {
                    listener.accept(event);
                }
            });
        });
    }

    public Optional<ObjectNode> get(ResourceType type, @Nullable String namespace, String name) {
        return locked(() -> Optional.ofNullable(table(type).get(key(type, namespace, name))));
    }

    /** In the order of namespace and name; {@code namespace} null = all. */
    public List<ObjectNode> list(ResourceType type, @Nullable String namespace) {
        return locked(() -> {
            if (namespace == null || !type.namespaced()) {
                return new ArrayList<>(table(type).values());
            }
            return new ArrayList<>(table(type)
                    .subMap(new Key(namespace, ""), new Key(namespace + "\0", ""))
                    .values());
        });
    }

    /** Stores an object under its name, with a new resource version. */
    public ObjectNode put(ResourceType type, ObjectNode object) {
        return locked(() -> {
            ObjectNode stored = stamped(object, ++revision);
            ObjectNode previous = table(type).put(key(type, Json.namespace(object), Json.name(object)), stored);
            StoreEvent.Kind kind = previous == null ? StoreEvent.Kind.ADDED : StoreEvent.Kind.MODIFIED;
            publish(new StoreEvent(kind, type, stored, previous, revision));
            return stored;
        });
    }

    public Optional<ObjectNode> remove(ResourceType type, @Nullable String namespace, String name) {
        return locked(() -> {
            ObjectNode previous = table(type).remove(key(type, namespace, name));
            if (previous == null) {
                return Optional.<ObjectNode>empty();
            }
            ObjectNode last = stamped(previous, ++revision);
            publish(new StoreEvent(StoreEvent.Kind.DELETED, type, last, previous, revision));
            return Optional.of(last);
        });
    }

    private static ObjectNode stamped(ObjectNode object, long revision) {
        ObjectNode copy = object.deepCopy();
        Json.metadata(copy).put("resourceVersion", Long.toString(revision));
        return copy;
    }

    private void publish(StoreEvent event) {
        Deque<StoreEvent> events = history.computeIfAbsent(event.type(), type -> new ArrayDeque<>());
        events.addLast(event);
        if (events.size() > HISTORY) {
            forgottenThrough.put(event.type(), events.removeFirst().revision());
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    /** The newest revision. */
    public long revision() {
        return locked(() -> revision);
    }

    /** From now on nobody can resume from an earlier revision than the next one. */
    public void forgetHistory() {
        locked(() -> {
            history.clear();
            goneThrough = ++revision;
        });
    }

    /** Takes over objects of an earlier run; nobody is told. */
    public void restore(ResourceType type, ObjectNode object) {
        locked(() -> {
            table(type).put(key(type, Json.namespace(object), Json.name(object)), object);
        });
    }

    /** Continues counting well after an earlier run's newest revision. */
    public void resumeAfter(long earlier) {
        locked(() -> {
            revision = Math.max(revision, earlier + 1_000);
            goneThrough = revision;
        });
    }

    /** Removes everything, telling watchers. */
    public void clear() {
        locked(() -> List.copyOf(objects.keySet())
                .forEach(type ->
                        List.copyOf(table(type).keySet()).forEach(key -> remove(type, key.namespace(), key.name()))));
    }

    /** Every object with its type. */
    public Map<ResourceType, List<ObjectNode>> everything() {
        return locked(() -> {
            Map<ResourceType, List<ObjectNode>> all = new HashMap<>();
            objects.forEach((type, table) -> all.put(type, new ArrayList<>(table.values())));
            return all;
        });
    }

    private TreeMap<Key, ObjectNode> table(ResourceType type) {
        return objects.computeIfAbsent(type, unused -> new TreeMap<>(Key.ORDER));
    }

    private static Key key(ResourceType type, @Nullable String namespace, String name) {
        return new Key(type.namespaced() && namespace != null ? namespace : "", name);
    }
}
