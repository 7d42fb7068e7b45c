package io.promotionbus.promotion.web;

import io.promotionbus.policy.Freeze;
import io.promotionbus.promotion.LaneSummary;
import io.promotionbus.promotion.Reason;
import io.promotionbus.promotion.web.Shapes.ArtifactShape;
import io.promotionbus.promotion.web.Shapes.BecauseShape;
import io.promotionbus.promotion.web.Shapes.BoardResponse;
import io.promotionbus.promotion.web.Shapes.ByShape;
import io.promotionbus.promotion.web.Shapes.CandidateOnBoard;
import io.promotionbus.promotion.web.Shapes.CurrentOnBoard;
import io.promotionbus.promotion.web.Shapes.FrozenBy;
import io.promotionbus.promotion.web.Shapes.OriginShape;
import io.promotionbus.promotion.web.Shapes.ProjectOnBoard;
import io.promotionbus.promotion.web.Shapes.RunningOnBoard;
import io.promotionbus.promotion.web.Shapes.StageOnBoard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Puts stored summaries into the shape and language of the board. Stages stand upstream first. */
final class BoardPainter {

    private final MessageSource messages;
    private final Locale locale;
    private final Instant now;
    private final PolicyTroubles troubles;

    BoardPainter(MessageSource messages, Locale locale, Instant now, PolicyTroubles troubles) {
        this.messages = messages;
        this.locale = locale;
        this.now = now;
        this.troubles = troubles;
    }

    BoardResponse paint(List<String> projects, List<LaneSummary> summaries, List<Freeze> freezes) {
        Map<String, List<LaneSummary>> byProject = new HashMap<>();
        summaries.forEach(summary -> byProject
                .computeIfAbsent(summary.project(), project -> new ArrayList<>())
                .add(summary));
        return new BoardResponse(projects.stream()
                .map(project -> new ProjectOnBoard(
                        project,
                        frozen(
                                freezes,
                                freeze -> freeze.stage() == null
                                        && (freeze.project() == null
                                                || freeze.project().equals(project))),
                        stages(byProject.getOrDefault(project, List.of()), freezes)))
                .toList());
    }

    private static @Nullable FrozenBy frozen(List<Freeze> freezes, Predicate<Freeze> covering) {
        Optional<Freeze> first = freezes.stream().filter(covering).findFirst();
        return first.map(FrozenBy::of).orElse(null);
    }

    private List<StageOnBoard> stages(List<LaneSummary> summaries, List<Freeze> freezes) {
        Map<String, String> names = names(summaries);
        return upstreamFirst(summaries).stream()
                .map(summary -> stage(summary, freezes, names))
                .toList();
    }

    private static Map<String, String> names(List<LaneSummary> summaries) {
        Map<String, String> names = new HashMap<>();
        for (LaneSummary summary : summaries) {
            summary.candidates()
                    .forEach(candidate -> names.put(
                            candidate.freight(),
                            FreightNames.of(candidate.freight(), candidate.alias(), candidate.images())));
            LaneSummary.Current current = summary.current();
            if (current != null && current.origins().size() == 1) {
                LaneSummary.OfOrigin only = current.origins().getFirst();
                names.put(only.freight(), FreightNames.of(only.freight(), only.alias(), current.images()));
            }
        }
        return names;
    }

    /** The order of the pipeline; a cycle, which Kargo refuses, would keep the order of the names. */
    private static List<LaneSummary> upstreamFirst(List<LaneSummary> summaries) {
        Map<String, LaneSummary> rest = new LinkedHashMap<>();
        summaries.forEach(summary -> rest.put(summary.stage(), summary));
        List<LaneSummary> sorted = new ArrayList<>();
        while (!rest.isEmpty()) {
            List<LaneSummary> free = rest.values().stream()
                    .filter(summary -> summary.upstream().stream().noneMatch(rest::containsKey))
                    .toList();
            List<LaneSummary> next = free.isEmpty() ? List.copyOf(rest.values()) : free;
            sorted.addAll(next);
            next.forEach(summary -> rest.remove(summary.stage()));
        }
        return sorted;
    }

    private StageOnBoard stage(LaneSummary summary, List<Freeze> freezes, Map<String, String> names) {
        ReasonTexts texts = new ReasonTexts(
                messages, locale, now, freight -> names.getOrDefault(freight, FreightNames.shortened(freight)));
        LaneSummary.Running running = summary.promotion();
        String trouble = troubles.of(summary.project(), summary.policy());
        return new StageOnBoard(
                summary.stage(),
                summary.upstream(),
                summary.policy(),
                summary.managed(),
                health(summary.health()),
                summary.healthSince(),
                frozen(freezes, freeze -> freeze.covers(summary.project(), summary.stage())),
                current(summary.current()),
                summary.candidates().stream()
                        .map(candidate -> candidate(candidate, texts, trouble))
                        .toList(),
                running == null
                        ? null
                        : new RunningOnBoard(running.name(), running.phase(), running.startedAt(), running.freight()),
                alerts(summary, texts, trouble));
    }

    /** A policy that can never be met is said before somebody waits for it, whether or not anything wants to move. */
    private static List<BecauseShape> alerts(LaneSummary summary, ReasonTexts texts, @Nullable String trouble) {
        List<BecauseShape> alerts = new ArrayList<>();
        summary.alerts().forEach(reason -> alerts.add(because(reason, "", texts)));
        if (trouble != null) {
            alerts.add(because(Reason.of(Reason.Slug.POLICY_INVALID).with("because", trouble), "", texts));
        }
        return alerts;
    }

    /** To people a stage that does not run what Kargo promoted is not well; that it is never rolled back is another matter. */
    private static @Nullable String health(@Nullable String health) {
        return "RevisionMismatch".equals(health) ? "Unhealthy" : health;
    }

    private static @Nullable CurrentOnBoard current(LaneSummary.@Nullable Current current) {
        if (current == null) {
            return null;
        }
        LaneSummary.By by = current.by();
        return new CurrentOnBoard(
                ArtifactShape.of(current.images()),
                current.origins().stream()
                        .map(origin -> new OriginShape(origin.origin(), origin.freight(), origin.alias()))
                        .toList(),
                current.since(),
                by == null
                        ? null
                        : new ByShape(
                                by.requestedBy().kind().slug(),
                                by.request(),
                                by.requestedBy().actors()));
    }

    private static CandidateOnBoard candidate(
            LaneSummary.Candidate candidate, ReasonTexts texts, @Nullable String trouble) {
        return new CandidateOnBoard(
                candidate.freight(),
                candidate.alias(),
                candidate.origin(),
                ArtifactShape.of(candidate.images()),
                candidate.state().slug(),
                candidate.request(),
                candidate.reasons().isEmpty() ? null : because(candidate, texts, trouble));
    }

    private static BecauseShape because(LaneSummary.Candidate candidate, ReasonTexts texts, @Nullable String trouble) {
        Reason reason = candidate.reasons().getFirst();
        return new BecauseShape(
                reason.slug().slug(), texts.text(reason, candidate.freight(), trouble), reason.since(), reason.until());
    }

    private static BecauseShape because(Reason reason, String freight, ReasonTexts texts) {
        return new BecauseShape(reason.slug().slug(), texts.text(reason, freight), reason.since(), reason.until());
    }
}
