package io.promotionbus.kargo.jdbc;

import io.promotionbus.kargo.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects that were read before, by their exact version: a version never changes its content, so nothing here can be out of
 * date. Reading a board of a thousand stages then costs a list of versions instead of megabytes of JSON.
 */
final class DecodedObjects {

    private static final int MAX = 20_000;

    private final Map<Version, Object> known = Collections.synchronizedMap(new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, Object> eldest) {
            return size() > MAX;
        }
    });

    /** One stored version of one object. */
    record Version(Kind kind, String namespace, String name, String uid, long version, int format) {}

    @Nullable
    Object get(Version version) {
        return known.get(version);
    }

    void put(Version version, Object object) {
        known.put(version, object);
    }
}
