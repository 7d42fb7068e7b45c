package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Promotions.RequestedBy;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One stage as the board shows it: what the last evaluation of its lane found. Stored with the lane, so that the board
 * shows what was decided and costs one query.
 *
 * @param policy name of the policy that governs the stage
 * @param managed false when no policy names the stage
 * @param candidates the first is next to move
 * @param alerts what people must know about the stage itself
 */
public record LaneSummary(
        String project,
        String stage,
        List<String> upstream,
        @Nullable String policy,
        boolean managed,
        @Nullable String health,
        @Nullable Instant healthSince,
        @Nullable Current current,
        List<Candidate> candidates,
        @Nullable Running promotion,
        List<Reason> alerts) {

    /** Views stored by an earlier version have no alerts. */
    public LaneSummary {
        alerts = alerts == null ? List.of() : List.copyOf(alerts);
    }

    /** What runs there. */
    public record Current(
            List<Image> images,
            List<OfOrigin> origins,
            @Nullable Instant since,
            @Nullable By by) {}

    public record OfOrigin(
            String origin, String freight, @Nullable String alias) {}

    /** Who brought it there; {@code request} is the approval it stood on. */
    public record By(RequestedBy requestedBy, @Nullable UUID request) {}

    /** Freight that may still move into the stage. */
    public record Candidate(
            String freight,
            @Nullable String alias,
            String origin,
            List<Image> images,
            State state,
            @Nullable UUID request,
            List<Reason> reasons) {}

    /** The Promotion under way; {@code name} is Kargo's, or the attempt's id until Kargo has one. */
    public record Running(
            String name, String phase, @Nullable Instant startedAt, String freight) {}

    private static final Set<State> SHOWN =
            Set.of(State.PROMOTING, State.APPROVED, State.ASKING, State.HELD, State.FAILED);

    /** {@code requests} are those opened by this evaluation, per Freight. */
    static LaneSummary of(Situation situation, LaneDecision decision, Map<String, UUID> requests) {
        StageHealth health = situation.health().get(situation.stage().name());
        return new LaneSummary(
                situation.stage().project(),
                situation.stage().name(),
                situation.stage().requests().stream()
                        .map(FreightRequest::upstream)
                        .flatMap(List::stream)
                        .distinct()
                        .toList(),
                situation.policy().map(policy -> policy.name()).orElse(null),
                !(situation.rule() instanceof io.promotionbus.policy.Policies.StageRule.Unmanaged),
                health == null ? null : health.status().name(),
                health == null ? null : health.since(),
                current(situation),
                candidates(situation, decision, requests),
                situation.underWay().map(LaneSummary::running).orElse(null),
                alerts(situation));
    }

    private static List<Reason> alerts(Situation situation) {
        Stream<Reason> held = Admission.heldByKargo(situation).stream()
                .map(origin -> Reason.of(Reason.Slug.HELD_BY_KARGO).with("origin", origin.name()));
        return Stream.concat(situation.alerts().stream(), held).toList();
    }

    private static @Nullable Current current(Situation situation) {
        Map<io.promotionbus.kargo.Origin, String> current = situation.stage().current();
        if (current.isEmpty()) {
            return null;
        }
        List<Freight> running = situation.freights().stream()
                .filter(situation::runs)
                .sorted(Comparator.comparing(freight -> freight.origin().toString()))
                .toList();
        List<OfOrigin> origins = current.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Object::toString)))
                .map(entry -> new OfOrigin(
                        entry.getKey().name(),
                        entry.getValue(),
                        situation.freight(entry.getValue()).map(Freight::alias).orElse(null)))
                .toList();
        Optional<Attempt> by = situation.attempts().stream()
                .filter(attempt -> current.containsValue(attempt.freight()))
                .filter(attempt ->
                        attempt.progress() instanceof Progress.Ended ended && ended.outcome() == Outcome.SUCCEEDED)
                .findFirst();
        Instant since = running.stream()
                .map(freight -> freight.currentlyIn().get(situation.stage().name()))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(by.map(attempt -> ((Progress.Ended) attempt.progress()).at())
                        .orElse(null));
        return new Current(
                running.stream().flatMap(freight -> freight.images().stream()).toList(),
                origins,
                since,
                by.map(attempt -> new By(new RequestedBy(attempt.kind(), attempt.actors()), attempt.request()))
                        .orElse(null));
    }

    private static List<Candidate> candidates(Situation situation, LaneDecision decision, Map<String, UUID> requests) {
        return situation.freights().stream()
                .filter(freight -> shown(decision.decisions().get(freight.name())))
                .map(freight ->
                        candidate(situation, freight, decision.decisions().get(freight.name()), requests))
                .sorted(Comparator.comparingInt(candidate -> NEXT_TO_MOVE.indexOf(candidate.state())))
                .toList();
    }

    private static final List<State> NEXT_TO_MOVE =
            List.of(State.PROMOTING, State.APPROVED, State.ASKING, State.HELD, State.FAILED);

    /** What is older than what runs is nobody's candidate: it is history until a person asks for it. */
    private static boolean shown(@Nullable Decision decision) {
        return decision != null
                && SHOWN.contains(decision.state())
                && (decision.reasons().isEmpty()
                        || decision.reasons().getFirst().slug() != Reason.Slug.OLDER_THAN_CURRENT);
    }

    private static Candidate candidate(
            Situation situation, Freight freight, @Nullable Decision decision, Map<String, UUID> requests) {
        Decision found = Objects.requireNonNull(decision);
        UUID asked = requests.get(freight.name());
        List<Reason> reasons = asked == null ? found.reasons() : List.of(asked(asked, situation.now()));
        return new Candidate(
                freight.name(),
                freight.alias(),
                freight.origin().name(),
                freight.images(),
                found.state(),
                asked == null ? request(found) : asked,
                reasons);
    }

    private static Reason asked(UUID request, Instant now) {
        return Reason.of(Reason.Slug.AWAITING_APPROVAL)
                .with("request", request.toString())
                .since(now);
    }

    private static @Nullable UUID request(Decision decision) {
        return switch (decision) {
            case Decision.Hold hold -> hold.request();
            case Decision.Promote promote ->
                promote.basis() instanceof Decision.Basis.Approved approved ? approved.request() : null;
            case Decision.Ask ask -> null;
            case Decision.Ended ended -> ended.request();
        };
    }

    private static Running running(Attempt attempt) {
        return attempt.progress() instanceof Progress.Created created
                ? new Running(
                        created.kargoName(),
                        created.phase().isEmpty() ? "Pending" : created.phase(),
                        created.startedAt(),
                        attempt.freight())
                : new Running(attempt.id().toString(), "Creating", null, attempt.freight());
    }
}
