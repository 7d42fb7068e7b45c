package io.promotionbus.promotion;

import io.promotionbus.promotion.DeliveryFacts.Deployment;
import io.promotionbus.promotion.StageFigures.Changes;
import io.promotionbus.promotion.StageFigures.Day;
import io.promotionbus.promotion.StageFigures.Measured;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The arithmetic of the figures of one stage. Pure. */
final class Figures {

    /** A longer period lists only the days on which something happened. */
    private static final int MOST_DAYS = 366;

    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Instant from;
    private final Instant to;

    Figures(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    /** What one stage went through; deployments and turns in the order of time, also from beyond the period. */
    record Story(
            List<Deployment> deployments,
            List<HealthTurn> health,
            Collection<Duration> leadTimes,
            Collection<Duration> waits) {}

    /** The stage's health became another. */
    record HealthTurn(Instant at, String status) {}

    StageFigures of(LaneRef lane, Story story) {
        List<Judged> judged = judged(story.deployments());
        Changes all = changes(judged);
        return new StageFigures(
                lane,
                all.total() * DAY_MILLIS / Duration.between(from, to).toMillis(),
                all,
                Measured.of(story.leadTimes()),
                Measured.of(restorations(story.health())),
                Measured.of(story.waits()),
                days(judged));
    }

    private record Judged(Instant at, boolean failed) {}

    /** A rollback undoes the deployment before it, a second one the one before that. */
    private List<Judged> judged(List<Deployment> deployments) {
        List<Judged> judged = new ArrayList<>();
        Deque<Integer> standing = new ArrayDeque<>();
        for (Deployment deployment : deployments) {
            if (!deployment.rollback()) {
                standing.push(judged.size());
                judged.add(new Judged(deployment.at(), deployment.failed()));
            } else if (!deployment.failed() && !standing.isEmpty()) {
                int undone = standing.pop();
                judged.set(undone, new Judged(judged.get(undone).at(), true));
            }
        }
        return judged.stream().filter(one -> within(one.at())).toList();
    }

    /** Only an outage that ended says how long it took. What comes between the two ends is still the outage. */
    private List<Duration> restorations(List<HealthTurn> turns) {
        List<Duration> restorations = new ArrayList<>();
        Instant sick = null;
        for (HealthTurn turn : turns) {
            if (turn.status().equals("Unhealthy") && sick == null) {
                sick = turn.at();
            } else if (turn.status().equals("Healthy") && sick != null) {
                if (within(turn.at())) {
                    restorations.add(Duration.between(sick, turn.at()));
                }
                sick = null;
            }
        }
        return restorations;
    }

    private List<Day> days(List<Judged> judged) {
        SortedMap<LocalDate, List<Judged>> byDay = new TreeMap<>();
        listed().forEach(day -> byDay.put(day, new ArrayList<>()));
        judged.forEach(one ->
                byDay.computeIfAbsent(day(one.at()), day -> new ArrayList<>()).add(one));
        return byDay.entrySet().stream()
                .map(entry -> new Day(entry.getKey(), changes(entry.getValue())))
                .toList();
    }

    private SortedSet<LocalDate> listed() {
        SortedSet<LocalDate> days = new TreeSet<>();
        if (Duration.between(from, to).toDays() <= MOST_DAYS) {
            LocalDate last = day(to.minusNanos(1));
            for (LocalDate day = day(from); !day.isAfter(last); day = day.plusDays(1)) {
                days.add(day);
            }
        }
        return days;
    }

    private static Changes changes(List<Judged> judged) {
        return new Changes((int) judged.stream().filter(Judged::failed).count(), judged.size());
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private boolean within(@Nullable Instant at) {
        return at != null && !at.isBefore(from) && at.isBefore(to);
    }
}
