package io.promotionbus.policy;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.promotionbus.policy.StagePolicy.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a stage is open. A window starts where its 5-field cron expression matches the wall clock of its zone, and lasts its
 * duration on the clock that never jumps. A start that daylight saving skips happens when the clocks have jumped; one that
 * happens twice counts the first time. Deny beats Allow; without an Allow window the stage is open whenever no Deny window
 * is. Pure.
 */
public final class Calendar {

    /** How far the next change is looked for. */
    static final Duration HORIZON = Duration.ofDays(366);

    /** Looks ahead before giving up; then the last one is named, and whoever waits asks again at that time. */
    private static final int MOST_LOOKS = 1_000;

    /** What was found out about the future, which is the same for everybody who asks before it. */
    private static final Map<List<Window>, Outlook> OUTLOOKS = new ConcurrentHashMap<>();

    private static final int MOST_OUTLOOKS = 1_000;
    private static final Duration LONGEST_OUTLOOK = Duration.ofDays(1);

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private Calendar() {}

    /** @throws IllegalArgumentException for a window that {@link #problem} complains about */
    public static Opening openAt(List<Window> windows, Instant at) {
        if (windows.isEmpty()) {
            return new Opening.Open(null);
        }
        List<Recurring> recurring = windows.stream().map(Recurring::of).toList();
        @Nullable Recurring closing = closing(recurring, at);
        boolean open = closing == null && allowed(recurring, at);
        @Nullable Instant change = change(windows, recurring, at, open);
        if (open) {
            return new Opening.Open(change);
        }
        String reason = closing == null ? "" : closing.reason();
        return new Opening.Closed(change, reason);
    }

    /** Stages that hardly ever change are looked at as often as others, and the way to their next change is long. */
    private static @Nullable Instant change(List<Window> windows, List<Recurring> recurring, Instant at, boolean open) {
        Outlook known = OUTLOOKS.get(windows);
        if (known != null && known.reaches(at)) {
            return known.change();
        }
        @Nullable Instant change = nextChange(recurring, at, open);
        if (OUTLOOKS.size() >= MOST_OUTLOOKS) {
            OUTLOOKS.clear();
        }
        OUTLOOKS.put(List.copyOf(windows), new Outlook(at, change));
        return change;
    }

    /** Nothing changes from {@code from} until {@code change}; absent: not within the horizon. */
    private record Outlook(Instant from, @Nullable Instant change) {
        boolean reaches(Instant at) {
            Instant end = change == null ? from.plus(LONGEST_OUTLOOK) : change;
            return !at.isBefore(from) && at.isBefore(end);
        }
    }

    /** What is wrong with the window, in a sentence. */
    public static Optional<String> problem(Window window) {
        try {
            if (Recurring.of(window).nextStart(Instant.EPOCH) == null) {
                return Optional.of("schedule '" + window.schedule() + "' never matches");
            }
            return Optional.empty();
        } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
            return Optional.of(
                    "schedule '" + window.schedule() + "' in " + window.timeZone() + ": " + wrong.getMessage());
        }
    }

    private static @Nullable Instant nextChange(List<Recurring> windows, Instant from, boolean open) {
        Instant at = from;
        Instant end = from.plus(HORIZON);
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            @Nullable Instant next = open ? nextRisk(windows, at) : nextChance(windows, at);
            if (next == null || next.isAfter(end)) {
                return null;
            }
            at = next;
            boolean openThen = closing(windows, at) == null && allowed(windows, at);
            if (openThen != open) {
                return at;
            }
        }
        return at;
    }

    /** Closed until then at least: the end of the Deny that closes it longest, else the start of an Allow. */
    private static @Nullable Instant nextChance(List<Recurring> windows, Instant at) {
        @Nullable Recurring closing = closing(windows, at);
        return closing == null ? nextStart(windows, false, at) : closing.endOfCurrent(at);
    }

    /** Open until then at least: the start of a Deny, or the end of the Allow that lasts longest. */
    private static @Nullable Instant nextRisk(List<Recurring> windows, Instant at) {
        Optional<Instant> end = windows.stream()
                .filter(window -> !window.deny())
                .map(window -> window.endOfCurrent(at))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .max(Instant::compareTo);
        @Nullable Instant deny = nextStart(windows, true, at);
        return Stream.concat(end.stream(), Stream.ofNullable(deny))
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static @Nullable Instant nextStart(List<Recurring> windows, boolean deny, Instant after) {
        return windows.stream()
                .filter(window -> window.deny() == deny)
                .map(window -> window.nextStart(after))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** The Deny window that keeps it closed longest. */
    private static @Nullable Recurring closing(List<Recurring> windows, Instant at) {
        return windows.stream()
                .filter(window -> window.deny() && window.endOfCurrent(at) != null)
                .max(Comparator.comparing(window -> Objects.requireNonNull(window.endOfCurrent(at))))
                .orElse(null);
    }

    private static boolean allowed(List<Recurring> windows, Instant at) {
        List<Recurring> allows =
                windows.stream().filter(window -> !window.deny()).toList();
        return allows.isEmpty() || allows.stream().anyMatch(window -> window.endOfCurrent(at) != null);
    }

    /** A window with its schedule understood. The schedule is evaluated on zoneless wall-clock times. */
    private record Recurring(boolean deny, ExecutionTime starts, Duration duration, ZoneId zone, String reason) {

        static Recurring of(Window window) {
            return new Recurring(
                    window.kind().equals("Deny"),
                    ExecutionTime.forCron(PARSER.parse(window.schedule())),
                    window.duration(),
                    ZoneId.of(window.timeZone()),
                    window.reason() == null ? "" : window.reason());
        }

        /** The end of the occurrence that covers the instant; absent when none does. */
        @Nullable
        Instant endOfCurrent(Instant at) {
            Instant start = lastStart(at);
            if (start == null) {
                return null;
            }
            Instant end = start.plus(duration);
            return at.isBefore(end) ? end : null;
        }

        /** The last start at or before the instant. */
        @Nullable
        Instant lastStart(Instant at) {
            ZonedDateTime local = wallClock(at).plusSeconds(1);
            // Where clocks were set back, the wall clock shows the same hour again: look from its later reading.
            ZoneOffsetTransition back = zone.getRules().previousTransition(at.plusNanos(1));
            if (back != null
                    && back.isOverlap()
                    && at.isBefore(back.getInstant().plus(back.getDuration().negated()))) {
                local = back.getDateTimeBefore().atZone(ZoneOffset.UTC);
            }
            for (Optional<ZonedDateTime> hit = starts.lastExecution(local);
                    hit.isPresent();
                    hit = starts.lastExecution(hit.get())) {
                Instant start = instant(hit.get());
                if (!start.isAfter(at)) {
                    return start;
                }
            }
            return null;
        }

        /** The first start after the instant. */
        @Nullable
        Instant nextStart(Instant after) {
            ZonedDateTime local = wallClock(after).minusSeconds(1);
            for (Optional<ZonedDateTime> hit = starts.nextExecution(local);
                    hit.isPresent();
                    hit = starts.nextExecution(hit.get())) {
                Instant start = instant(hit.get());
                if (start.isAfter(after)) {
                    return start;
                }
            }
            return null;
        }

        private ZonedDateTime wallClock(Instant at) {
            return LocalDateTime.ofInstant(at, zone).atZone(ZoneOffset.UTC);
        }

        private Instant instant(ZonedDateTime wallClock) {
            LocalDateTime local = wallClock.toLocalDateTime();
            ZoneOffsetTransition jump = zone.getRules().getTransition(local);
            if (jump != null && jump.isGap()) {
                return jump.getInstant();
            }
            return local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
        }
    }
}
