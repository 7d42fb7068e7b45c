package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRef;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.Freezes;
import io.promotionbus.policy.Policies;
import io.promotionbus.policy.Policies.StageRule;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what decisions stand on, for many candidates in as many queries as for one. */
public final class GateViews {

    private final ObservedCluster cluster;
    private final Policies policies;
    private final Freezes freezes;
    private final Quarantine quarantine;
    private final BusinessClock clock;

    public GateViews(
            ObservedCluster cluster, Policies policies, Freezes freezes, Quarantine quarantine, BusinessClock clock) {
        this.cluster = cluster;
        this.policies = policies;
        this.freezes = freezes;
        this.quarantine = quarantine;
        this.clock = clock;
    }

    /** Those whose stage or Freight is gone are absent. */
    public Map<Candidate, GateView> of(Collection<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return Map.of();
        }
        Set<String> projects = candidates.stream().map(Candidate::project).collect(Collectors.toSet());
        Map<LaneRef, Stage> stages = cluster.stages(projects).stream()
                .collect(Collectors.toMap(stage -> new LaneRef(stage.project(), stage.name()), Function.identity()));
        Map<FreightRef, Freight> freights = freights(candidates, stages);
        List<Case> cases = candidates.stream()
                .distinct()
                .flatMap(candidate -> Case.of(candidate, stages.get(candidate.lane()), freights.get(candidate.ref())))
                .toList();
        Map<String, Map<String, StageRule>> rules = policies.rules(projects);
        List<Freeze> frozen = freezes.inForce(clock.now());
        Map<LaneRef, Map<String, Quarantine.Entry>> quarantined = quarantine.of(digests(cases));
        Map<Candidate, GateView> views = new HashMap<>();
        for (Case one : cases) {
            Candidate candidate = one.candidate();
            views.put(
                    candidate,
                    new GateView(
                            candidate.project(),
                            candidate.stage(),
                            one.incoming(),
                            one.stage().current(),
                            running(one.stage(), freights),
                            rules.getOrDefault(candidate.project(), Map.of())
                                    .getOrDefault(candidate.stage(), new StageRule.Unmanaged()),
                            frozen.stream()
                                    .filter(freeze -> freeze.covers(candidate.project(), candidate.stage()))
                                    .toList(),
                            held(one.incoming(), quarantined.getOrDefault(candidate.lane(), Map.of()))));
        }
        return views;
    }

    /** A candidate that is there. */
    private record Case(Candidate candidate, Stage stage, Freight incoming) {

        static Stream<Case> of(Candidate candidate, @Nullable Stage stage, @Nullable Freight incoming) {
            return stage == null || incoming == null ? Stream.empty() : Stream.of(new Case(candidate, stage, incoming));
        }
    }

    /** What would come and what runs, of all of them. */
    private Map<FreightRef, Freight> freights(Collection<Candidate> candidates, Map<LaneRef, Stage> stages) {
        Set<FreightRef> wanted = candidates.stream()
                .flatMap(candidate -> Stream.concat(
                        Stream.of(candidate.ref()),
                        Stream.ofNullable(stages.get(candidate.lane()))
                                .flatMap(stage -> stage.current().values().stream())
                                .map(name -> new FreightRef(candidate.project(), name))))
                .collect(Collectors.toSet());
        return cluster.freights(wanted).stream().collect(Collectors.toMap(Freight::ref, Function.identity()));
    }

    /** As far as it still exists and the stage still asks for its origin. */
    private static List<Freight> running(Stage stage, Map<FreightRef, Freight> freights) {
        Set<Origin> origins =
                stage.requests().stream().map(FreightRequest::origin).collect(Collectors.toSet());
        return stage.current().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Object::toString)))
                .flatMap(entry -> Stream.ofNullable(freights.get(new FreightRef(stage.project(), entry.getValue()))))
                .filter(freight -> origins.contains(freight.origin()))
                .toList();
    }

    private static Map<LaneRef, Set<String>> digests(List<Case> cases) {
        Map<LaneRef, Set<String>> digests = new HashMap<>();
        cases.forEach(one -> one.incoming().images().stream()
                .map(Image::digest)
                .forEach(digests.computeIfAbsent(one.candidate().lane(), lane -> new HashSet<>())::add));
        return digests;
    }

    private static List<UUID> held(Freight incoming, Map<String, Quarantine.Entry> quarantined) {
        return incoming.images().stream()
                .map(image -> quarantined.get(image.digest()))
                .filter(Objects::nonNull)
                .map(Quarantine.Entry::id)
                .distinct()
                .sorted()
                .toList();
    }
}
