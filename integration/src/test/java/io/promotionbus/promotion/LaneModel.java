package io.promotionbus.promotion;

import static io.promotionbus.promotion.SituationFixtures.NOW;
import static io.promotionbus.promotion.SituationFixtures.USERS;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.Opening;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Decision.Basis;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A world with one lane: what may happen to it, and the core's decisions carried out as the product does. */
final class LaneModel {

    private final boolean gated;
    private Instant now = NOW;
    private int made;
    private int begun;
    private final Map<String, Instant> verifiedUpstream = new LinkedHashMap<>();
    private final List<String> freights = new ArrayList<>();
    private final List<Stage.FreightInStage> history = new ArrayList<>();
    private Stage.PromotionRef lastPromotion;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, Consent> consents = new HashMap<>();
    private final Set<String> quarantined = new java.util.HashSet<>();
    private boolean frozen;
    private StageHealth.Status health = StageHealth.Status.Healthy;
    private Instant healthSince = NOW;

    /** Everything the core let begin, with what held at that moment. */
    record Begun(String freight, Kind kind, boolean consented, boolean laneFree, Optional<String> newestEligible) {}

    final List<Begun> log = new ArrayList<>();

    LaneModel(boolean gated) {
        this.gated = gated;
    }

    /** One thing that may happen; {@code choice} picks among what is there. */
    void happen(int action, int choice) {
        switch (Math.floorMod(action, 14)) {
            case 0, 1 -> newFreight(true);
            case 2 -> newFreight(false);
            case 3 -> pick(freights, choice).ifPresent(freight -> verifiedUpstream.putIfAbsent(freight, now));
            case 4 -> promotionEnds(Outcome.SUCCEEDED);
            case 5 -> promotionEnds(Outcome.values()[Math.floorMod(choice, 4)]);
            case 6 -> verificationEnds();
            case 7 -> decide(choice, true);
            case 8 -> decide(choice, false);
            case 9 -> frozen = !frozen;
            case 10 -> health(StageHealth.Status.values()[Math.floorMod(choice, 5)]);
            case 11 -> now = now.plusSeconds(Math.floorMod(choice, 700));
            case 12 -> pick(freights, choice).ifPresent(quarantined::add);
            default -> expire(choice);
        }
        settle();
    }

    /** Evaluates until nothing more comes of it. */
    void settle() {
        for (int round = 0; round < 20; round++) {
            if (!evaluate()) {
                return;
            }
        }
        throw new AssertionError("The lane does not come to rest");
    }

    private boolean evaluate() {
        Situation situation = situation();
        LaneDecision decision = LaneDecision.of(situation);
        decision.toAsk().forEach(freight -> {
            UUID request = UUID.randomUUID();
            consents.put(
                    freight, new Consent.Open(request, now, now.plus(Duration.ofHours(72)), List.of("qa 1"), null));
        });
        decision.supersessions()
                .forEach(
                        end -> consents.put(end.freight(), new Consent.Superseded(end.request(), now, new UUID(0, 0))));
        decision.withdrawals()
                .forEach(end -> consents.put(end.freight(), new Consent.Withdrawn(end.request(), now, end.because())));
        decision.going().ifPresent(going -> begin(situation, going));
        return decision.acts();
    }

    private void begin(Situation situation, LaneDecision.Going going) {
        Consent consent = situation.consent(going.freight());
        Kind kind = gated ? Kind.APPROVAL : Kind.AUTOMATIC;
        boolean consented = consent instanceof Consent.Approved || going.basis() instanceof Basis.Retry;
        log.add(new Begun(
                going.freight(), kind, consented, attempts.stream().noneMatch(Attempt::underWay), newestEligible()));
        int number = going.basis() instanceof Basis.Retry retry ? retry.failed().number() + 1 : 1;
        if (consent instanceof Consent.Approved approved) {
            consents.put(going.freight(), new Consent.Used(approved.request()));
        }
        attempts.addFirst(new Attempt(
                UUID.randomUUID(),
                going.freight(),
                kind,
                number,
                null,
                List.of(),
                situation.base(),
                now,
                new Progress.Created("p." + String.format("%05d", ++begun), "Running", now)));
    }

    private void newFreight(boolean newer) {
        // Odd numbers are left out so that there is room for older arrivals.
        String name = newer ? "f" + (made += 2) : "f" + Math.max(1, made - 1);
        if (!freights.contains(name)) {
            freights.add(name);
        }
    }

    private void promotionEnds(Outcome outcome) {
        attempts.stream().filter(Attempt::underWay).findFirst().ifPresent(attempt -> {
            String name = ((Progress.Created) attempt.progress()).kargoName();
            replace(attempt, new Progress.Ended(name, outcome, now, null));
            lastPromotion = new Stage.PromotionRef(
                    name, attempt.freight(), outcome == Outcome.SUCCEEDED ? "Succeeded" : "Failed", now);
            if (outcome == Outcome.SUCCEEDED) {
                history.addFirst(
                        new Stage.FreightInStage("h" + history.size(), Map.of(USERS, attempt.freight()), List.of()));
            }
        });
    }

    private void replace(Attempt attempt, Progress progress) {
        attempts.remove(attempt);
        attempts.addFirst(new Attempt(
                attempt.id(),
                attempt.freight(),
                attempt.kind(),
                attempt.number(),
                attempt.request(),
                attempt.actors(),
                attempt.base(),
                attempt.createdAt(),
                progress));
    }

    private void verificationEnds() {
        if (!history.isEmpty()) {
            Stage.FreightInStage first = history.removeFirst();
            history.addFirst(new Stage.FreightInStage(
                    first.id(), first.freight(), List.of(new Stage.Verification("v", "Successful", now, now))));
        }
    }

    private void decide(int choice, boolean approve) {
        open(choice).ifPresent(freight -> {
            UUID request = ((Consent.Open) consents.get(freight)).request();
            consents.put(
                    freight,
                    approve
                            ? new Consent.Approved(request, now, now.plus(Duration.ofHours(24)), List.of("qa"), null)
                            : new Consent.Rejected(request, now, "qa", "no"));
        });
    }

    private void expire(int choice) {
        open(choice)
                .ifPresent(freight -> consents.put(
                        freight, new Consent.Expired(((Consent.Open) consents.get(freight)).request(), now, false)));
    }

    private Optional<String> open(int choice) {
        return pick(
                consents.entrySet().stream()
                        .filter(entry -> entry.getValue() instanceof Consent.Open)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList(),
                choice);
    }

    private void health(StageHealth.Status status) {
        if (status != health) {
            health = status;
            healthSince = now;
        }
    }

    private static Optional<String> pick(List<String> from, int choice) {
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(Math.floorMod(choice, from.size())));
    }

    /** Lets the storm pass: nothing is frozen, what runs comes to its end, a fresh Freight arrives and is verified. */
    boolean aFixEnters() {
        frozen = false;
        String fix = "f" + (made += 2);
        freights.add(fix);
        verifiedUpstream.put(fix, now);
        for (int round = 0; round < 12 && !fix.equals(current()); round++) {
            settle();
            approveIfAsked(fix);
            settle();
            promotionEnds(Outcome.SUCCEEDED);
            now = now.plus(Duration.ofMinutes(11));
        }
        return fix.equals(current());
    }

    private void approveIfAsked(String freight) {
        if (consents.get(freight) instanceof Consent.Open open) {
            consents.put(
                    freight,
                    new Consent.Approved(open.request(), now, now.plus(Duration.ofHours(24)), List.of("qa"), null));
        }
    }

    String current() {
        return history.isEmpty() ? "" : history.getFirst().freight().get(USERS);
    }

    boolean quarantined(String freight) {
        return quarantined.contains(freight);
    }

    /** The newest that is available, was never here and may move, by the model's own reckoning. */
    private Optional<String> newestEligible() {
        return freights.stream()
                .filter(freight -> !gated || settledUpstream(freight))
                .filter(freight -> !quarantined.contains(freight))
                .filter(freight ->
                        history.stream().noneMatch(entry -> entry.freight().containsValue(freight)))
                .filter(freight ->
                        current().isEmpty() || SituationFixtures.order(freight) > SituationFixtures.order(current()))
                .max(Comparator.comparingInt(SituationFixtures::order));
    }

    private boolean settledUpstream(String freight) {
        return verifiedUpstream.containsKey(freight);
    }

    Situation situation() {
        FreightRequest request =
                new FreightRequest(USERS, !gated, gated ? List.of("dev") : List.of(), Duration.ZERO, false);
        Stage stage = new Stage(
                "shop",
                "stg",
                "stage-stg",
                List.of(request),
                false,
                "Healthy",
                List.of(),
                List.copyOf(history),
                null,
                lastPromotion,
                Set.of(),
                false);
        Map<String, Quarantine.Entry> entries = new HashMap<>();
        quarantined.forEach(freight -> entries.put(
                SituationFixtures.digest(freight),
                new Quarantine.Entry(new UUID(0, 9), SituationFixtures.digest(freight), "bad", "operator", NOW)));
        List<Freeze> freezes = frozen
                ? List.of(new Freeze(new UUID(0, 7), null, null, "stop", null, "operator", NOW, null, null))
                : List.of();
        PromotionMode mode = gated ? PromotionMode.Approval : PromotionMode.Automatic;
        return new Situation(
                now,
                stage,
                SituationFixtures.governed("stg", mode, 1),
                freights.stream().map(this::freight).toList(),
                List.copyOf(attempts),
                attempts.stream()
                        .filter(attempt -> attempt.progress() instanceof Progress.Ended)
                        .findFirst(),
                Map.copyOf(consents),
                freezes,
                new Opening.Open(null),
                entries,
                Map.of("stg", stage),
                Map.of("stg", new StageHealth("shop", "stg", health, healthSince, StageHealth.Source.Stage, "")),
                Map.of("dev", Map.copyOf(verifiedUpstream)),
                (project, one, other) -> compare(one, other),
                new Timing(SituationFixtures.SETTLE, SituationFixtures.BACKOFF),
                List.of());
    }

    private Freight freight(String name) {
        Instant verified = verifiedUpstream.get(name);
        return new Freight(
                "shop",
                name,
                name,
                USERS,
                List.of(new Image("acme/app", name, SituationFixtures.digest(name))),
                List.of(),
                NOW.plusSeconds(SituationFixtures.order(name)),
                verified == null ? Map.of() : Map.of("dev", verified),
                Map.of(),
                Map.of(),
                Set.of());
    }

    private static Newness.Comparison compare(String one, String other) {
        int order = Integer.compare(SituationFixtures.order(one), SituationFixtures.order(other));
        return new Newness.Comparison(
                order > 0 ? Newness.Verdict.NEWER : order < 0 ? Newness.Verdict.OLDER : Newness.Verdict.UNKNOWN,
                "ancestry",
                "");
    }
}
