package io.promotionbus.approval;

import io.promotionbus.approval.CommitRange.Ends;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.approval.PersonDecision.Kind;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.FeedMode;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.promotion.GateView;
import io.promotionbus.support.KnownPeople;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request about one Freight and what the world shows about it, without a database. */
final class Requested {

    static final Instant ASKED = Instant.parse("2026-03-02T12:00:00Z");
    static final Origin USERS = Origin.warehouse("users");
    static final Ends ENDS = new Ends("acme/users", "a".repeat(40), "b".repeat(40));
    static final StagePolicy.Approval QA = ApprovalBench.gate(new Requirement("qa", 1));

    private Requested() {}

    static CommitRange commits(String... logins) {
        return new CommitRange(
                ENDS,
                Status.COMPLETE,
                List.of(logins).stream()
                        .map(login -> ApprovalBench.commit("c".repeat(40), login))
                        .toList(),
                1,
                2,
                null);
    }

    static Freight freight(String name, Origin origin, Image... images) {
        return new Freight(
                "shop",
                name,
                null,
                origin,
                List.of(images),
                List.of(),
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of());
    }

    static Image image(String repository, String tag) {
        return new Image(repository, tag, "sha256:" + tag);
    }

    static final Freight INCOMING = freight("f2", USERS, image("acme/users", "v2"));
    static final Freight RUNNING = freight("f1", USERS, image("acme/users", "v1"));

    static GateView view(StagePolicy.@Nullable Approval approval, long generation) {
        return view(approval, generation, List.of(RUNNING), List.of(), List.of());
    }

    static GateView view(
            StagePolicy.@Nullable Approval approval,
            long generation,
            List<Freight> running,
            List<Freeze> freezes,
            List<UUID> quarantines) {
        StageRule rule = approval == null
                ? new StageRule.Unmanaged()
                : new StageRule.Governed(new StagePolicy(
                        "shop",
                        "quality",
                        "uid-1",
                        generation,
                        List.of("stg"),
                        PromotionMode.Approval,
                        FeedMode.Direct,
                        Duration.ofMinutes(10),
                        approval,
                        List.of(),
                        null));
        return new GateView(
                "shop",
                "stg",
                INCOMING,
                running.isEmpty() ? Map.of() : Map.of(USERS, running.getFirst().name()),
                running,
                rule,
                freezes,
                quarantines);
    }

    static ApprovalRequest request(RequestState state, ApprovalRequest.Reminding reminding, PersonDecision... made) {
        Sight sight = Sight.of(view(QA, 1), commits("dev"));
        return new ApprovalRequest(
                new UUID(0, 1),
                "shop",
                "stg",
                "f2",
                state,
                ASKED,
                ASKED.plus(Duration.ofHours(72)),
                "quality",
                QA.require(),
                List.of("qa 1"),
                sight,
                Side.of(INCOMING),
                Side.of(RUNNING),
                commits("dev"),
                true,
                null,
                null,
                reminding,
                "correlation",
                1,
                List.of(made));
    }

    static ApprovalRequest open(PersonDecision... made) {
        return request(new RequestState.Open(), ApprovalRequest.Reminding.NEVER, made);
    }

    static PersonDecision decision(String who, Kind kind, String base) {
        return new PersonDecision(
                UUID.nameUUIDFromBytes(who.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                new UUID(0, 1),
                new PersonDecision.Who(
                        KnownPeople.ISSUER, KnownPeople.subject(who), who, who, who, who + "@example.org"),
                Set.of("qa"),
                kind,
                null,
                ASKED,
                "sha256:seen",
                base,
                false);
    }
}
