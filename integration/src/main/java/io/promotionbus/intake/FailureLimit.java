package io.promotionbus.intake;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts failed authentications per address and minute of the wall clock. Asked only after a failure, so an authentic
 * sender behind the same address is never held up. Memory is bounded: past {@link #MAX_ADDRESSES} in one minute, the rest
 * share one count.
 */
public final class FailureLimit {

    public static final int PER_MINUTE = 60;

    private static final int MAX_ADDRESSES = 10_000;
    private static final String THE_REST = "the rest";

    private final Clock clock;
    private volatile Minute current = new Minute(-1);

    public FailureLimit(Clock clock) {
        this.clock = clock;
    }

    /** Counts one failure and says whether the address had too many already. */
    public boolean exceeded(String address) {
        Map<String, AtomicInteger> counts = minute().counts;
        String key = counts.size() < MAX_ADDRESSES || counts.containsKey(address) ? address : THE_REST;
        return counts.computeIfAbsent(key, ignored -> new AtomicInteger()).incrementAndGet() > PER_MINUTE;
    }

    /** Seconds until the count starts again. */
    public long secondsLeft() {
        return 60L - Math.floorMod(clock.instant().getEpochSecond(), 60);
    }

    private Minute minute() {
        long now = Math.floorDiv(clock.instant().getEpochSecond(), 60);
        Minute minute = current;
        if (minute.number == now) {
            return minute;
        }
        synchronized (this) {
            if (current.number != now) {
                current = new Minute(now);
            }
            return current;
        }
    }

    private static final class Minute {
        private final long number;
        private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

        Minute(long number) {
            this.number = number;
        }
    }
}
