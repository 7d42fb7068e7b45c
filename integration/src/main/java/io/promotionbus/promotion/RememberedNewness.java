package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers comparisons, because every evaluation of a lane compares all its Freight with what runs there. What commits
 * say stays true. What only times say may still be corrected by commits that become known later: such an answer is kept
 * for a quarter of its age, so that a fresh one is soon asked for again and an old one seldom.
 */
public final class RememberedNewness implements Newness {

    private static final int MOST = 100_000;
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int SHARE_OF_AGE = 4;

    private final Newness newness;
    private final Clock wall;
    private final Map<Pair, Answer> answers;

    public RememberedNewness(Newness newness, Clock wall) {
        this(newness, wall, new ConcurrentHashMap<>());
    }

    private RememberedNewness(Newness newness, Clock wall, Map<Pair, Answer> answers) {
        this.newness = newness;
        this.wall = wall;
        this.answers = answers;
    }

    /** Shares what is remembered. */
    @Override
    public Newness among(String project, List<Freight> freights) {
        return new RememberedNewness(newness.among(project, freights), wall, answers);
    }

    @Override
    public Comparison compare(String project, String freight, String other) {
        Instant now = wall.instant();
        Pair pair = new Pair(project, freight, other);
        Answer known = answers.get(pair);
        if (known != null && now.isBefore(known.goodUntil())) {
            return known.comparison();
        }
        Comparison comparison = newness.compare(project, freight, other);
        if (answers.size() >= MOST) {
            answers.clear();
        }
        Instant first = known == null ? now : known.first();
        answers.put(pair, new Answer(comparison, first, goodUntil(comparison, first, now)));
        return comparison;
    }

    private static Instant goodUntil(Comparison comparison, Instant first, Instant now) {
        if (comparison.basis().equals(ANCESTRY)) {
            return Instant.MAX;
        }
        Duration share = Duration.between(first, now).dividedBy(SHARE_OF_AGE);
        Duration kept = share.compareTo(SHORTEST) < 0 ? SHORTEST : share.compareTo(LONGEST) > 0 ? LONGEST : share;
        return now.plus(kept);
    }

    private record Pair(String project, String freight, String other) {}

    private record Answer(Comparison comparison, Instant first, Instant goodUntil) {}
}
