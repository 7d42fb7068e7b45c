package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealths;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.policy.Calendar;
import io.promotionbus.policy.Freezes;
import io.promotionbus.policy.Opening;
import io.promotionbus.policy.Policies;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.promotion.Attempt.Progress;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers the situation of a lane from what everybody knows; a handful of queries, nothing remote. */
public final class Situations {

    private final ObservedCluster cluster;
    private final StageHealths healths;
    private final Policies policies;
    private final Freezes freezes;
    private final Consents consents;
    private final Quarantine quarantine;
    private final Attempts attempts;
    private final Proofs proofs;
    private final Newness newness;
    private final StageAlerts alerts;
    private final BusinessClock clock;
    private final Timing timing;

    public Situations(
            ObservedCluster cluster,
            StageHealths healths,
            Policies policies,
            Freezes freezes,
            Consents consents,
            Quarantine quarantine,
            Attempts attempts,
            Proofs proofs,
            Newness newness,
            StageAlerts alerts,
            BusinessClock clock,
            Timing timing) {
        this.cluster = cluster;
        this.healths = healths;
        this.policies = policies;
        this.freezes = freezes;
        this.consents = consents;
        this.quarantine = quarantine;
        this.attempts = attempts;
        this.proofs = proofs;
        this.newness = newness;
        this.alerts = alerts;
        this.clock = clock;
        this.timing = timing;
    }

    /** Empty when the stage is not there. */
    public Optional<Situation> of(LaneRef lane) {
        Map<String, Stage> stages =
                cluster.stages(lane.project()).stream().collect(Collectors.toMap(Stage::name, stage -> stage));
        Stage stage = stages.get(lane.stage());
        return stage == null ? Optional.empty() : Optional.of(of(lane, stage, stages));
    }

    private Situation of(LaneRef lane, Stage stage, Map<String, Stage> stages) {
        Instant now = clock.now();
        StageRule rule = policies.of(lane.project(), lane.stage());
        Set<Origin> origins =
                stage.requests().stream().map(FreightRequest::origin).collect(Collectors.toSet());
        List<Freight> freights = cluster.freights(lane.project()).stream()
                .filter(freight -> origins.contains(freight.origin()))
                .toList();
        List<String> names = freights.stream().map(Freight::name).toList();
        List<Attempt> known = attempts.ofLane(lane, stage.uid(), names);
        Map<String, Stage> concerned = concerned(stage, stages);
        return new Situation(
                now,
                stage,
                rule,
                freights,
                known,
                last(known),
                consents(lane, now),
                freezes.inForce(lane.project(), lane.stage(), now),
                opening(rule, now),
                quarantine.of(lane.project(), lane.stage(), digests(freights)),
                concerned,
                health(concerned),
                settled(lane, concerned, names),
                newness.among(lane.project(), freights),
                timing,
                alerts.of(lane));
    }

    /** Reading never ends anything: what is due counts as expired here, and the next evaluation writes it down. */
    private Map<String, Consent> consents(LaneRef lane, Instant now) {
        Map<String, Consent> found = new LinkedHashMap<>(consents.of(lane.project(), lane.stage()));
        found.replaceAll((freight, consent) -> asOf(consent, now));
        return found;
    }

    private static Consent asOf(Consent consent, Instant now) {
        return switch (consent) {
            case Consent.Open open
            when !open.expiresAt().isAfter(now) -> new Consent.Expired(open.request(), open.expiresAt(), false);
            case Consent.Approved approved
            when !approved.validUntil().isAfter(now) ->
                new Consent.Expired(approved.request(), approved.validUntil(), true);
            default -> consent;
        };
    }

    private static Optional<Attempt> last(List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt ->
                        ended(attempt).filter(e -> e.kargoName() != null).isPresent())
                .max(Comparator.comparing((Attempt attempt) ->
                                ended(attempt).orElseThrow().at())
                        .thenComparing(Attempt::createdAt));
    }

    private static Optional<Progress.Ended> ended(Attempt attempt) {
        return attempt.progress() instanceof Progress.Ended ended ? Optional.of(ended) : Optional.empty();
    }

    private static Opening opening(StageRule rule, Instant now) {
        return rule instanceof StageRule.Governed governed
                ? Calendar.openAt(governed.policy().windows(), now)
                : new Opening.Open(null);
    }

    static List<String> digests(List<Freight> freights) {
        return freights.stream()
                .flatMap(freight -> freight.images().stream())
                .map(Image::digest)
                .distinct()
                .toList();
    }

    private static Map<String, Stage> concerned(Stage stage, Map<String, Stage> all) {
        Set<String> names = new HashSet<>();
        names.add(stage.name());
        stage.requests().forEach(request -> names.addAll(request.upstream()));
        Map<String, Stage> found = new HashMap<>(all);
        found.keySet().retainAll(names);
        return found;
    }

    private Map<String, StageHealth> health(Map<String, Stage> stages) {
        Map<String, StageHealth> found = new HashMap<>();
        stages.values()
                .forEach(stage ->
                        healths.of(stage.project(), stage.name()).ifPresent(health -> found.put(stage.name(), health)));
        return found;
    }

    private Map<String, Map<String, Instant>> settled(LaneRef lane, Map<String, Stage> stages, List<String> freights) {
        List<String> uids = stages.values().stream().map(Stage::uid).toList();
        return proofs.of(lane.project(), uids, freights);
    }
}
