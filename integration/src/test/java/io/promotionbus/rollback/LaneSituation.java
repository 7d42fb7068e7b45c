package io.promotionbus.rollback;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Stage;
import io.promotionbus.policy.Opening;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.promotion.Attempt;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempt.Progress;
import io.promotionbus.promotion.Newness;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Quarantine;
import io.promotionbus.promotion.Situation;
import io.promotionbus.promotion.Timing;
import java.nio.charset.StandardCharsets;
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
import org.jspecify.annotations.Nullable;

/** Stage {@code dev} and what went through it; of Freight f1, f2, … the higher number is the newer one. */
final class LaneSituation {

    static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    static final Origin USERS = Origin.warehouse("users");

    private final Map<String, Freight> freights = new LinkedHashMap<>();
    private final Map<String, Instant> settled = new HashMap<>();
    private final Map<String, Quarantine.Entry> quarantined = new HashMap<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private @Nullable String runs;
    private Stage.@Nullable PromotionRef promoting;
    private boolean ordered = true;

    static Freight freight(String name, Origin origin, Set<String> verifiedIn, String... digests) {
        Map<String, Instant> verified = new HashMap<>();
        verifiedIn.forEach(stage -> verified.put(stage, NOW.minusSeconds(900)));
        return new Freight(
                "shop",
                name,
                null,
                origin,
                List.of(digests).stream()
                        .map(digest -> new Image("acme/app", name, digest))
                        .toList(),
                List.of(),
                NOW.plusSeconds(number(name)),
                verified,
                Map.of(),
                Map.of(),
                Set.of());
    }

    LaneSituation with(Freight freight) {
        freights.put(freight.name(), freight);
        return this;
    }

    /** Verified in dev, and long enough healthy there for that to count. */
    LaneSituation proven(String... names) {
        for (String name : names) {
            with(freight(name, USERS, Set.of("dev"), "sha256:" + name));
            settled.put(name, NOW.minusSeconds(600));
        }
        return this;
    }

    LaneSituation settled(String freight) {
        settled.put(freight, NOW.minusSeconds(600));
        return this;
    }

    LaneSituation running(String freight) {
        runs = freight;
        return this;
    }

    LaneSituation quarantined(String digest) {
        quarantined.put(digest, new Quarantine.Entry(new UUID(0, 9), digest, "bad", "operator", NOW));
        return this;
    }

    LaneSituation promoting() {
        promoting = new Stage.PromotionRef("p.other", "f9", null, null);
        return this;
    }

    /** Nothing says which Freight is newer but the moment it was found. */
    LaneSituation withoutOrder() {
        ordered = false;
        return this;
    }

    LaneSituation ended(String freight, Kind kind, Outcome outcome, Instant at) {
        return attempt(
                freight, kind, 1, null, NOW.minusSeconds(60), new Progress.Ended("p." + freight, outcome, at, null));
    }

    /** {@code base} null: the one that holds. */
    LaneSituation attempt(
            String freight, Kind kind, int number, @Nullable String base, Instant createdAt, Progress progress) {
        attempts.addFirst(new Attempt(
                UUID.nameUUIDFromBytes((freight + attempts.size()).getBytes(StandardCharsets.UTF_8)),
                freight,
                kind,
                number,
                null,
                List.of(),
                base == null ? situation().base() : base,
                createdAt,
                progress));
        return this;
    }

    Situation situation() {
        List<Stage.FreightInStage> history =
                runs == null ? List.of() : List.of(new Stage.FreightInStage("h", Map.of(USERS, runs), List.of()));
        Stage stage = new Stage(
                "shop", "dev", "uid", List.of(), false, null, List.of(), history, promoting, null, Set.of(), false);
        return new Situation(
                NOW,
                stage,
                new StageRule.Unmanaged(),
                List.copyOf(freights.values()),
                List.copyOf(attempts),
                Optional.empty(),
                Map.of(),
                List.of(),
                new Opening.Open(null),
                quarantined,
                Map.of("dev", stage),
                Map.of(),
                Map.of("dev", settled),
                this::compare,
                new Timing(Duration.ofSeconds(5), Duration.ofSeconds(10)),
                List.of());
    }

    private Newness.Comparison compare(String project, String one, String other) {
        int order = ordered ? Integer.compare(number(one), number(other)) : 0;
        return new Newness.Comparison(
                order > 0 ? Newness.Verdict.NEWER : order < 0 ? Newness.Verdict.OLDER : Newness.Verdict.UNKNOWN,
                "ancestry",
                "");
    }

    private static int number(String freight) {
        return Integer.parseInt(freight.substring(1));
    }
}
