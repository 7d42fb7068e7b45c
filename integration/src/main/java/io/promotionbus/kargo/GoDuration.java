package io.promotionbus.kargo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go's {@code time.Duration} prints them, such as {@code 5m0s}, {@code 48h0m0s} or {@code 4m16.11421912s}.
 * There is no unit longer than an hour.
 *
 * @see <a href="https://pkg.go.dev/time#ParseDuration">time.ParseDuration</a>
 */
public final class GoDuration {

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final int MAX_LENGTH = 64;

    private GoDuration() {}

    /** @throws IllegalArgumentException for anything Go would refuse, and for more than 292 years */
    public static Duration parse(String text) {
        String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = PART.matcher(rest);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
            end = part.end();
        }
        if (end == 0 || end != rest.length() || rest.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration in Go's notation, such as 90s, 10m or 72h");
        }
        try {
            Duration value =
                    Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact());
            return text.startsWith("-") ? value.negated() : value;
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("'" + text + "' is too long a duration", tooLong);
        }
    }

    private static long unit(String name) {
        return NANOS.getOrDefault(name, 0L);
    }
}
