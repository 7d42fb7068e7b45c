package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRequest;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.Opening;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Promotions.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A stage {@code stg} behind {@code dev}, or {@code dev} itself; Freight f1, f2, … made in this order. */
final class SituationFixtures {

    static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    static final Origin USERS = Origin.warehouse("users");
    static final Duration SETTLE = Duration.ofSeconds(5);
    static final Duration BACKOFF = Duration.ofSeconds(10);

    private final String name;
    private final boolean direct;
    private Instant now = NOW;
    private StageRule rule;
    private final Map<String, Freight> freights = new LinkedHashMap<>();
    private final List<Stage.FreightInStage> history = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, Consent> consents = new HashMap<>();
    private final List<Freeze> freezes = new ArrayList<>();
    private final Map<String, Quarantine.Entry> quarantined = new HashMap<>();
    private final Map<String, StageHealth> health = new HashMap<>();
    private final Map<String, Map<String, Instant>> settled = new HashMap<>();
    private Opening opening = new Opening.Open(null);
    private Stage.PromotionRef lastPromotion;
    private Set<Origin> holds = Set.of();
    private Duration soak = Duration.ZERO;
    private String devRuns;

    private SituationFixtures(String name, boolean direct, PromotionMode mode) {
        this.name = name;
        this.direct = direct;
        this.rule = governed(name, mode, 1);
        healthy("dev", NOW.minusSeconds(3600));
        healthy("stg", NOW.minusSeconds(3600));
    }

    static SituationFixtures automaticDev() {
        return new SituationFixtures("dev", true, PromotionMode.Automatic);
    }

    static SituationFixtures gatedStg() {
        return new SituationFixtures("stg", false, PromotionMode.Approval);
    }

    static StageRule governed(String stage, PromotionMode mode, long generation) {
        StagePolicy.Approval approval = mode == PromotionMode.Approval
                ? new StagePolicy.Approval(
                        List.of(new StagePolicy.Requirement("qa", 1)),
                        new StagePolicy.FourEyes("None", "SecondPerson", "Wait"),
                        List.of(),
                        Duration.ofHours(72),
                        Duration.ofHours(24),
                        null,
                        StagePolicy.CommentRule.OnReject,
                        null)
                : null;
        return new StageRule.Governed(new StagePolicy(
                "shop",
                "policy",
                "uid",
                generation,
                List.of(stage),
                mode,
                StagePolicy.FeedMode.Direct,
                Duration.ofMinutes(10),
                approval,
                List.of(),
                null));
    }

    SituationFixtures at(Instant now) {
        this.now = now;
        return this;
    }

    SituationFixtures rule(StageRule rule) {
        this.rule = rule;
        return this;
    }

    /** Freight that nobody verified anywhere. */
    SituationFixtures freight(String... names) {
        for (String freight : names) {
            freights.put(freight, made(freight, Map.of(), Map.of(), Set.of()));
        }
        return this;
    }

    /** Freight that runs in dev since a while, verified and settled. */
    SituationFixtures provenInDev(String... names) {
        for (String freight : names) {
            verifiedInDev(freight, NOW.minusSeconds(600));
            settled.computeIfAbsent("dev", stage -> new HashMap<>()).put(freight, NOW.minusSeconds(500));
        }
        return this;
    }

    SituationFixtures verifiedInDev(String freight, Instant at) {
        freights.put(freight, made(freight, Map.of("dev", at), Map.of("dev", at), Set.of()));
        devRuns = freight;
        return this;
    }

    SituationFixtures inDevUnverified(String freight, Instant since) {
        freights.put(freight, made(freight, Map.of(), Map.of("dev", since), Set.of()));
        devRuns = freight;
        return this;
    }

    SituationFixtures approvedForStage(String freight) {
        freights.put(freight, made(freight, Map.of(), Map.of(), Set.of(name)));
        return this;
    }

    SituationFixtures soak(Duration soak) {
        this.soak = soak;
        return this;
    }

    /** It runs here, brought by a Promotion that ended then; {@code verification} is a phase or empty for none. */
    SituationFixtures running(String freight, Instant promotedAt, String verification) {
        return running(freight, promotedAt, verification, Kind.AUTOMATIC);
    }

    SituationFixtures running(String freight, Instant promotedAt, String verification, Kind kind) {
        String promotion = promotionOf(freight);
        List<Stage.Verification> verifications = verification.isEmpty()
                ? List.of()
                : List.of(new Stage.Verification("v", verification, promotedAt, promotedAt));
        history.addFirst(new Stage.FreightInStage("h" + history.size(), Map.of(USERS, freight), verifications));
        lastPromotion = new Stage.PromotionRef(promotion, freight, "Succeeded", promotedAt);
        freights.computeIfAbsent(freight, key -> made(key, Map.of(), Map.of(name, promotedAt), Set.of()));
        return attempt(freight, kind, 1, new Progress.Ended(promotion, Outcome.SUCCEEDED, promotedAt, null));
    }

    /** As {@link #running}, verified long ago. */
    SituationFixtures running(String freight) {
        return running(freight, NOW.minusSeconds(3600), "Successful");
    }

    static String promotionOf(String freight) {
        return "p." + freight;
    }

    SituationFixtures attempt(String freight, Kind kind, int number, Progress progress) {
        return attempt(freight, kind, number, null, progress);
    }

    /** The base is what holds when the situation is built. */
    SituationFixtures attempt(String freight, Kind kind, int number, UUID request, Progress progress) {
        attempts.addFirst(new Attempt(
                UUID.nameUUIDFromBytes((freight + attempts.size()).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                freight,
                kind,
                number,
                request,
                List.of(),
                "",
                now.minusSeconds(60),
                progress));
        return this;
    }

    SituationFixtures consent(String freight, Consent consent) {
        consents.put(freight, consent);
        return this;
    }

    SituationFixtures frozen(Instant until) {
        freezes.add(new Freeze(
                new UUID(0, 7), "shop", null, "incident 412", until, "operator", NOW.minusSeconds(60), null, null));
        return this;
    }

    SituationFixtures closed(Instant until) {
        opening = new Opening.Closed(until, "weekend");
        return this;
    }

    SituationFixtures quarantined(String freight) {
        quarantined.put(digest(freight), new Quarantine.Entry(new UUID(0, 9), digest(freight), "bad", "operator", NOW));
        return this;
    }

    SituationFixtures held() {
        holds = Set.of(USERS);
        return this;
    }

    SituationFixtures healthy(String stage, Instant since) {
        return health(stage, StageHealth.Status.Healthy, since);
    }

    SituationFixtures health(String stage, StageHealth.Status status, Instant since) {
        health.put(stage, new StageHealth("shop", stage, status, since, StageHealth.Source.Applications, ""));
        return this;
    }

    Situation build() {
        Stage stage = stage();
        String base = Base.text(stage, rule);
        List<Attempt> based = attempts.stream()
                .map(a -> a.base().isEmpty()
                        ? new Attempt(
                                a.id(),
                                a.freight(),
                                a.kind(),
                                a.number(),
                                a.request(),
                                a.actors(),
                                base,
                                a.createdAt(),
                                a.progress())
                        : a)
                .toList();
        Map<String, Stage> stages = new HashMap<>();
        stages.put("dev", dev());
        stages.put(name, stage);
        return new Situation(
                now,
                stage,
                rule,
                List.copyOf(freights.values()),
                based,
                last(based),
                consents,
                freezes,
                opening,
                quarantined,
                stages,
                health,
                settled,
                SituationFixtures::compare,
                new Timing(SETTLE, BACKOFF),
                List.of());
    }

    private static Optional<Attempt> last(List<Attempt> attempts) {
        return attempts.stream()
                .filter(a -> a.progress() instanceof Progress.Ended ended && ended.kargoName() != null)
                .findFirst();
    }

    private Stage stage() {
        FreightRequest request = direct
                ? new FreightRequest(USERS, true, List.of(), Duration.ZERO, false)
                : new FreightRequest(USERS, false, List.of("dev"), soak, false);
        return new Stage(
                "shop",
                name,
                "stage-" + name,
                List.of(request),
                false,
                "Healthy",
                List.of(),
                List.copyOf(history),
                null,
                lastPromotion,
                holds,
                false);
    }

    private Stage dev() {
        List<Stage.FreightInStage> inDev =
                devRuns == null ? List.of() : List.of(new Stage.FreightInStage("d", Map.of(USERS, devRuns), List.of()));
        return new Stage(
                "shop",
                "dev",
                "stage-dev",
                List.of(new FreightRequest(USERS, true, List.of(), Duration.ZERO, false)),
                false,
                "Healthy",
                List.of(),
                inDev,
                null,
                null,
                Set.of(),
                false);
    }

    private static Freight made(
            String name, Map<String, Instant> verified, Map<String, Instant> current, Set<String> approved) {
        return new Freight(
                "shop",
                name,
                name,
                USERS,
                List.of(new Image("acme/app", name, digest(name))),
                List.of(),
                NOW.minusSeconds(7200).plusSeconds(order(name)),
                verified,
                current,
                Map.of(),
                approved);
    }

    static String digest(String freight) {
        return "sha256:" + freight;
    }

    static int order(String freight) {
        return Integer.parseInt(freight.substring(1));
    }

    private static Newness.Comparison compare(String project, String one, String other) {
        int order = Integer.compare(order(one), order(other));
        Newness.Verdict verdict =
                order > 0 ? Newness.Verdict.NEWER : order < 0 ? Newness.Verdict.OLDER : Newness.Verdict.UNKNOWN;
        return new Newness.Comparison(verdict, "ancestry", "");
    }
}
