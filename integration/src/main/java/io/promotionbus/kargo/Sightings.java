package io.promotionbus.kargo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What was seen and is not recorded yet: the newest sighting per object, in memory. Whatever is lost here with the process
 * is seen again at the next start, because every watch begins with a list. Never blocks and cannot outgrow the cluster.
 */
public final class Sightings {

    private record Waiting(Sighting sighting, int failures, Instant notBefore) {}

    private final Map<ObjectRef, Waiting> waiting = new LinkedHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Clock wall;

    public Sightings(Clock wall) {
        this.wall = wall;
    }

    /** {@code wake} is called after each offer and must not block. */
    public void whenOffered(Runnable wake) {
        listeners.add(wake);
    }

    public void offer(Sighting sighting) {
        synchronized (waiting) {
            waiting.remove(sighting.ref());
            waiting.put(sighting.ref(), new Waiting(sighting, 0, Instant.EPOCH));
        }
        listeners.forEach(Runnable::run);
    }

    /** Takes up to {@code max} that may be tried now, oldest first. */
    public List<Attempt> take(int max) {
        Instant now = wall.instant();
        List<Attempt> taken = new ArrayList<>();
        synchronized (waiting) {
            Iterator<Waiting> candidates = waiting.values().iterator();
            while (candidates.hasNext() && taken.size() < max) {
                Waiting next = candidates.next();
                if (!next.notBefore().isAfter(now)) {
                    candidates.remove();
                    taken.add(new Attempt(next.sighting(), next.failures()));
                }
            }
        }
        return taken;
    }

    /** Puts one back that could not be recorded, unless a newer sighting of the object has come; later each time. */
    public void again(Attempt attempt) {
        int failures = attempt.failures() + 1;
        Duration pause = Duration.ofMillis(Math.min(30_000L, 250L << Math.min(failures, 7)));
        synchronized (waiting) {
            waiting.putIfAbsent(
                    attempt.sighting().ref(),
                    new Waiting(attempt.sighting(), failures, wall.instant().plus(pause)));
        }
    }

    public int size() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** How many wait after a failure. */
    public int failing() {
        synchronized (waiting) {
            return (int)
                    waiting.values().stream().filter(one -> one.failures() > 0).count();
        }
    }

    /** A sighting to record and how often that has failed. */
    public record Attempt(Sighting sighting, int failures) {}
}
