package io.promotionbus.intake;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each source was last heard by this process, in business time. Kept in memory and written out now and then, so that
 * a busy source costs no extra write per delivery.
 */
public final class SourceActivity {

    private final Map<Key, Instant> last = new ConcurrentHashMap<>();

    public void heard(String provider, String name, Instant at) {
        last.merge(new Key(provider, name), at, (a, b) -> a.isAfter(b) ? a : b);
    }

    public Map<Key, Instant> last() {
        return Map.copyOf(last);
    }

    /** A source, such as {@code github} and {@code default}. */
    public record Key(String provider, String name) {}
}
