package io.promotionbus.platform;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id that joins everything one cause led to: log lines, audit events, route trace. It belongs to the thread while the
 * work runs and stands in the log as {@code correlation}.
 */
public final class Correlation {

    /** The key in the logging context, and the name of the exchange property in routes. */
    public static final String KEY = "correlation";

    private Correlation() {}

    public static @Nullable String current() {
        return MDC.get(KEY);
    }

    /** Sets or, with null, clears the current id and returns the one before, to be put back by the caller. */
    public static @Nullable String swap(@Nullable String correlation) {
        String before = MDC.get(KEY);
        if (correlation == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, correlation);
        }
        return before;
    }

    public static <T> T with(@Nullable String correlation, Supplier<T> work) {
        String before = swap(correlation);
        try {
            return work.get();
        } finally {
            swap(before);
        }
    }

    public static void run(@Nullable String correlation, Runnable work) {
        with(correlation, () -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
