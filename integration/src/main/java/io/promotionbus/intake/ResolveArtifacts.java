package io.promotionbus.intake;

import io.promotionbus.intake.ArtifactIntake.Resolution;
import io.promotionbus.platform.Correlated;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a payload says into the outcome of the attempt; asks the registry, outside any transaction. */
public final class ResolveArtifacts {

    private static final Logger LOG = LoggerFactory.getLogger(ResolveArtifacts.class);

    private final ArtifactIntake artifacts;
    private final Attempts attempts;

    public ResolveArtifacts(ArtifactIntake artifacts, Attempts attempts) {
        this.artifacts = artifacts;
        this.attempts = attempts;
    }

    public Judged handle(InterpretDelivery.Read read) {
        return new Judged(read.claimed(), outcome(read.claimed(), read.interpretation()));
    }

    private Outcome outcome(ClaimedDelivery claimed, Interpretation interpretation) {
        return switch (interpretation) {
            case Interpretation.Ping ping -> decided("ping", Map.of(), List.of());
            case Interpretation.Ignored ignored ->
                new Outcome.Decided(Verdict.ignored(ignored.reason(), List.of()), null);
            case Interpretation.Merge merge -> decided("merge", merge.facts(), repository(merge.facts()));
            case Interpretation.Evidence evidence ->
                decided("evidence", evidence.facts(), repository(evidence.facts()));
            case Interpretation.Commits commits ->
                new Outcome.Decided(
                        new Verdict(
                                "commit",
                                null,
                                List.of(),
                                Map.of(
                                        "repository", commits.facts().repository(),
                                        "branch", commits.facts().branch(),
                                        "commit", commits.facts().after(),
                                        "commits", commits.facts().commits().size()),
                                List.of(commits.facts().repository())),
                        commits.facts());
            case Interpretation.Unreadable unreadable ->
                new Outcome.Hopeless(unreadable.slug(), unreadable.detail(), unreadable.path());
            case Interpretation.Announces announces -> resolve(claimed, announces.announcements());
        };
    }

    private Outcome resolve(ClaimedDelivery claimed, List<Announcement> announcements) {
        List<Artifact> found = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        Set<String> repositories = new LinkedHashSet<>();
        for (Announcement announcement : announcements) {
            repositories.add(new ImageName(announcement.host(), announcement.repository()).toString());
            Resolution resolution;
            try {
                resolution = artifacts.resolve(claimed.ref(), announcement);
            } catch (RuntimeException e) {
                LOG.error("Resolving the artifacts of {} failed", claimed, e);
                return new Outcome.TryAgain("internal-error", "Resolving failed: " + e, attempts.most());
            }
            switch (resolution) {
                case Resolution.Resolved resolved -> found.add(resolved.artifact());
                case Resolution.Unwanted unwanted -> refusals.add(unwanted.reason());
                case Resolution.Missing missing -> {
                    return new Outcome.TryAgain("registry-missing", missing.reason(), attempts.missing());
                }
                case Resolution.Unreachable unreachable -> {
                    return new Outcome.TryAgain("registry-unreachable", unreachable.reason(), attempts.most());
                }
            }
        }
        return new Outcome.Decided(
                found.isEmpty()
                        ? Verdict.ignored(String.join("; ", refusals), List.copyOf(repositories))
                        : new Verdict("artifact", null, found, Map.of(), List.copyOf(repositories)),
                null);
    }

    private static Outcome decided(String kind, Map<String, Object> facts, List<String> repositories) {
        return new Outcome.Decided(new Verdict(kind, null, List.of(), facts, repositories), null);
    }

    private static List<String> repository(Map<String, Object> facts) {
        return facts.get("repository") instanceof String name ? List.of(name) : List.of();
    }

    /**
     * How often a delivery is tried before it is dead.
     *
     * @param most for what may well pass: a registry or the cluster away
     * @param missing for a tag the registry does not know: a push still under way shows up within seconds
     */
    public record Attempts(int most, int missing) {}

    /** A delivery and how the attempt ended. */
    public record Judged(ClaimedDelivery claimed, Outcome outcome) implements Correlated {
        @Override
        public String correlation() {
            return claimed.correlation();
        }
    }
}
