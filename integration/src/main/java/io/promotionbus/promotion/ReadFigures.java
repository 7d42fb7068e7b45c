package io.promotionbus.promotion;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.promotionbus.audit.AuditEvent;
import io.promotionbus.audit.AuditEvents;
import io.promotionbus.audit.AuditFilter;
import io.promotionbus.promotion.DeliveryFacts.ChangeTimes;
import io.promotionbus.promotion.DeliveryFacts.Decisions;
import io.promotionbus.promotion.DeliveryFacts.Deployment;
import io.promotionbus.promotion.DeliveryFacts.Waited;
import io.promotionbus.promotion.Figures.HealthTurn;
import io.promotionbus.promotion.Figures.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what the figures are computed from: the bus's own tables and its audit, which Kargo's garbage collection does not reach. */
public final class ReadFigures {

    /** An outage may have begun, and a rollback may undo a deployment, this long beyond the period. */
    private static final Duration BEYOND = Duration.ofDays(30);

    private final DeliveryFacts facts;
    private final ChangeTimes changeTimes;
    private final Decisions decisions;
    private final AuditEvents events;

    public ReadFigures(DeliveryFacts facts, ChangeTimes changeTimes, Decisions decisions, AuditEvents events) {
        this.facts = facts;
        this.changeTimes = changeTimes;
        this.decisions = decisions;
        this.events = events;
    }

    /**
     * The figures of every stage, or of those of one project.
     *
     * @param from inclusive, business time
     * @param to exclusive, later than {@code from}
     */
    public List<StageFigures> read(@Nullable String project, Instant from, Instant to) {
        Map<LaneRef, List<Deployment>> deployments =
                facts.deployments(project, from, to.plus(BEYOND)).stream().collect(groupingBy(Deployment::lane));
        Map<LaneRef, List<HealthTurn>> health = health(project, from.minus(BEYOND), to);
        Map<LaneRef, List<Duration>> leadTimes = leadTimes(project, from, to);
        Map<LaneRef, List<Duration>> waits = decisions.decided(project, from, to).stream()
                .collect(groupingBy(
                        Waited::lane,
                        mapping(waited -> Duration.between(waited.requestedAt(), waited.decidedAt()), toList())));
        Set<LaneRef> stages = new LinkedHashSet<>(facts.stages(project));
        stages.addAll(deployments.keySet());
        Figures figures = new Figures(from, to);
        return stages.stream()
                .map(lane -> figures.of(
                        lane,
                        new Story(
                                deployments.getOrDefault(lane, List.of()),
                                health.getOrDefault(lane, List.of()),
                                leadTimes.getOrDefault(lane, List.of()),
                                waits.getOrDefault(lane, List.of()))))
                .toList();
    }

    private Map<LaneRef, List<HealthTurn>> health(@Nullable String project, Instant from, Instant to) {
        Map<LaneRef, List<HealthTurn>> turns = new HashMap<>();
        events.each(
                filter("stage.health", project, from, to),
                event -> lane(event)
                        .forEach(lane -> turns.computeIfAbsent(lane, any -> new ArrayList<>())
                                .add(new HealthTurn(
                                        event.at(), event.after().path("status").asText()))));
        return turns;
    }

    private Map<LaneRef, List<Duration>> leadTimes(@Nullable String project, Instant from, Instant to) {
        Map<LaneRef, Map<String, Instant>> verified = new HashMap<>();
        events.each(
                filter("stage.verified", project, from, to),
                event -> lane(event).forEach(lane -> {
                    String freight = event.freight();
                    if (freight != null) {
                        verified.computeIfAbsent(lane, any -> new HashMap<>()).putIfAbsent(freight, event.at());
                    }
                }));
        Map<LaneRef, List<Duration>> leadTimes = new HashMap<>();
        verified.forEach((lane, freights) -> {
            Map<String, Instant> made = changeTimes.of(lane.project(), freights.keySet());
            leadTimes.put(
                    lane,
                    freights.entrySet().stream()
                            .filter(freight -> made.containsKey(freight.getKey()))
                            .map(freight -> Duration.between(made.get(freight.getKey()), freight.getValue()))
                            // The clock of whoever committed may be ahead; that measures nothing.
                            .filter(duration -> !duration.isNegative())
                            .toList());
        });
        return leadTimes;
    }

    private static Stream<LaneRef> lane(AuditEvent event) {
        String project = event.project();
        String stage = event.stage();
        return project == null || stage == null ? Stream.empty() : Stream.of(new LaneRef(project, stage));
    }

    private static AuditFilter filter(String action, @Nullable String project, Instant from, Instant to) {
        return new AuditFilter(null, action, project, null, null, null, null, from, to, null);
    }
}
