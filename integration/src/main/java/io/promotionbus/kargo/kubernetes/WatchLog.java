package io.promotionbus.kargo.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.promotionbus.platform.Causes;
import io.promotionbus.platform.Dependencies;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the watches are doing: told to the dependencies' overview, to the log once per change, and to health. */
final class WatchLog {

    private static final Logger LOG = LoggerFactory.getLogger(WatchLog.class);
    private static final int NOT_FOUND = 404;

    private final Clock wall;
    private final Dependencies dependencies;
    private final AtomicReference<@Nullable Instant> lastEvent = new AtomicReference<>();
    private final Set<String> notServed = ConcurrentHashMap.newKeySet();
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();

    WatchLog(Clock wall, Dependencies dependencies) {
        this.wall = wall;
        this.dependencies = dependencies;
    }

    void heard(String what) {
        lastEvent.set(wall.instant());
        dependencies.answered(Dependencies.KUBERNETES);
        if (notServed.remove(what)) {
            LOG.info("The Kubernetes API serves {} now", what);
        }
    }

    /** Always true: a watch is never given up. */
    boolean failed(String what, Throwable because) {
        if (because instanceof KubernetesClientException answer && answer.getCode() == NOT_FOUND) {
            if (notServed.add(what)) {
                LOG.info("The Kubernetes API does not serve {}; the bus works without and goes on trying", what);
            }
            return true;
        }
        dependencies.away(Dependencies.KUBERNETES, what + " cannot be watched: " + reason(because));
        return true;
    }

    void unreadable(String object, String because) {
        if (!because.equals(unreadable.put(object, because))) {
            LOG.warn("{} cannot be read and keeps its last known state: {}", object, because);
        }
    }

    void readable(String object) {
        unreadable.remove(object);
    }

    int unreadable() {
        return unreadable.size();
    }

    @Nullable
    String complaint() {
        return unreadable.entrySet().stream()
                .findFirst()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .orElse(null);
    }

    @Nullable
    Duration sinceLastEvent() {
        Instant last = lastEvent.get();
        return last == null ? null : Duration.between(last, wall.instant());
    }

    private static String reason(Throwable because) {
        return Causes.innermost(because);
    }
}
