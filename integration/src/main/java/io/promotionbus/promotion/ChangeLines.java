package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.notification.ChangeReport.Line;
import io.promotionbus.notification.ChangeReport.Standing;
import io.promotionbus.promotion.MergedChanges.Merged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where each change stands at each stage. Of the Freight that contains it, the one that is furthest speaks for it. */
public final class ChangeLines {

    private static final String CONTEXT = "promotion-bus/";
    /** Older Freight contains nothing that newer Freight does not. */
    private static final int MOST_FREIGHT = 30;

    private final ObservedCluster cluster;
    private final MergedChanges changes;
    private final ExplainFreight explain;
    private final ReasonSentences sentences;

    public ChangeLines(
            ObservedCluster cluster, MergedChanges changes, ExplainFreight explain, ReasonSentences sentences) {
        this.cluster = cluster;
        this.changes = changes;
        this.explain = explain;
        this.sentences = sentences;
    }

    /** A change at a stage. */
    record Found(String project, String stage, Standing standing, Freight freight, String version, String sentence) {}

    /** Empty for changes that no Freight contains yet. */
    Map<Merged, List<Found>> of(List<Merged> asked, List<LaneSummary> upstreamFirst, Locale locale) {
        Map<Merged, List<Found>> found = new LinkedHashMap<>();
        Set<Merged> all = new LinkedHashSet<>(asked);
        upstreamFirst.stream()
                .collect(Collectors.groupingBy(LaneSummary::project, LinkedHashMap::new, Collectors.toList()))
                .forEach((project, stages) -> {
                    Contents contents = contents(project, stages, all);
                    for (Merged change : asked) {
                        stages.forEach(stage -> at(stage, change, contents, locale)
                                .ifPresent(line -> found.computeIfAbsent(change, first -> new ArrayList<>())
                                        .add(line)));
                    }
                });
        return found;
    }

    /** Names each stage among the statuses; with its project where two projects have one of the same name. */
    static List<Line> named(List<Found> where) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = where.stream()
                .map(Found::stage)
                .filter(stage -> !seen.add(stage))
                .collect(Collectors.toSet());
        return where.stream()
                .map(found -> {
                    String name = twice.contains(found.stage()) ? found.project() + "/" + found.stage() : found.stage();
                    return new Line(
                            CONTEXT + name,
                            name,
                            found.standing(),
                            found.freight().name(),
                            found.version(),
                            found.sentence());
                })
                .toList();
    }

    private Contents contents(String project, List<LaneSummary> stages, Set<Merged> all) {
        List<Freight> newestFirst = cluster.freights(project);
        Set<String> named = new HashSet<>();
        for (LaneSummary stage : stages) {
            LaneSummary.Current current = stage.current();
            if (current != null) {
                current.origins().forEach(origin -> named.add(origin.freight()));
            }
            stage.candidates().forEach(candidate -> named.add(candidate.freight()));
        }
        Map<String, Freight> freights = new LinkedHashMap<>();
        Map<String, Set<Merged>> contained = new LinkedHashMap<>();
        for (Freight freight : newestFirst) {
            if (named.contains(freight.name()) || contained.size() < MOST_FREIGHT) {
                freights.put(freight.name(), freight);
                contained.put(freight.name(), changes.containedIn(freight, all));
            }
        }
        return new Contents(freights, contained);
    }

    private Optional<Found> at(LaneSummary stage, Merged change, Contents contents, Locale locale) {
        if (contents.newest(change).isEmpty()) {
            return Optional.empty();
        }
        LaneSummary.Current current = stage.current();
        if (current != null) {
            for (LaneSummary.OfOrigin origin : current.origins()) {
                Freight running = contents.with(origin.freight(), change);
                if (running != null) {
                    Reason reason = Reason.of(Reason.Slug.CURRENT);
                    return Optional.of(line(stage, Standing.THERE, running, reason, locale));
                }
            }
        }
        for (LaneSummary.Candidate candidate : stage.candidates()) {
            Freight coming = contents.with(candidate.freight(), change);
            if (coming != null && !candidate.reasons().isEmpty()) {
                return Optional.of(line(
                        stage,
                        standing(candidate.state()),
                        coming,
                        candidate.reasons().getFirst(),
                        locale));
            }
        }
        return contents.newest(change).flatMap(freight -> explained(stage, freight, locale));
    }

    private Optional<Found> explained(LaneSummary stage, Freight freight, Locale locale) {
        return explain.explain(new LaneRef(stage.project(), stage.stage()), freight.name())
                                instanceof ExplainFreight.Answer.Explained explained
                        && !explained.reasons().isEmpty()
                        && explained.reasons().getFirst().slug() != Reason.Slug.NOT_REQUESTED
                ? Optional.of(line(
                        stage,
                        standing(explained.state()),
                        freight,
                        explained.reasons().getFirst(),
                        locale))
                : Optional.empty();
    }

    private Found line(LaneSummary stage, Standing standing, Freight freight, Reason reason, Locale locale) {
        return new Found(
                stage.project(),
                stage.stage(),
                standing,
                freight,
                sentences.version(freight),
                sentences.lasting(reason, freight, locale));
    }

    private static Standing standing(State state) {
        return switch (state) {
            case CURRENT -> Standing.THERE;
            case ASKING, APPROVED, PROMOTING, HELD, SUPERSEDED, UNMANAGED, OBSERVED, NOT_AVAILABLE -> Standing.WAITING;
            case FAILED, PAST, REJECTED, EXPIRED, WITHDRAWN, QUARANTINED -> Standing.STUCK;
        };
    }

    /** Freight newest first, and what of the changes each contains. */
    private record Contents(Map<String, Freight> freights, Map<String, Set<Merged>> contained) {

        @Nullable
        Freight with(String freight, Merged change) {
            return contained.getOrDefault(freight, Set.of()).contains(change) ? freights.get(freight) : null;
        }

        Optional<Freight> newest(Merged change) {
            return freights.values().stream()
                    .filter(freight -> with(freight.name(), change) != null)
                    .findFirst();
        }
    }
}
