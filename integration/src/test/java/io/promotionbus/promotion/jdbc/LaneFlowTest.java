package io.promotionbus.promotion.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promotionbus.audit.Actor;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRef;
import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Askable;
import io.promotionbus.promotion.Consent;
import io.promotionbus.promotion.Evidence;
import io.promotionbus.promotion.ExplainFreight;
import io.promotionbus.promotion.GateView;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.OrderPromotion;
import io.promotionbus.promotion.OrderPromotion.Order;
import io.promotionbus.promotion.PromotionList;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.Promotions.Promotion;
import io.promotionbus.promotion.Quarantine;
import io.promotionbus.promotion.Reason;
import io.promotionbus.promotion.RetryPromotion;
import io.promotionbus.promotion.State;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class LaneFlowTest {

    private static final LaneRef DEV = new LaneRef(FakeKargo.SHOP, "dev");
    private static final LaneRef STG = new LaneRef(FakeKargo.SHOP, "stg");
    private static final Actor.Person OPERATOR = new Actor.Person("https://issuer", "subject-operator", "operator");

    private final LaneHarness bus = new LaneHarness();

    @BeforeEach
    void twoStages() {
        bus.govern("dev", PromotionMode.Automatic);
        bus.govern("stg", PromotionMode.Approval);
        bus.kargo.makeStage("dev");
        bus.kargo.makeStage("stg", "dev");
    }

    @AfterEach
    void close() {
        bus.close();
    }

    private List<Promotion> promotions(String stage) {
        return bus.promotions.newest(new PromotionList.Filter(FakeKargo.SHOP, stage, null), null, 50);
    }

    private static Order order(LaneRef lane, String freight, Kind kind) {
        return new Order(lane, freight, kind, OPERATOR, List.of("operator"), "because");
    }

    private Reason why(LaneRef lane, String freight) {
        return ((ExplainFreight.Answer.Explained) bus.explain.explain(lane, freight))
                .reasons()
                .getFirst();
    }

    @Test
    void promotesObservedFreightToAnAutomaticStage() {
        bus.kargo.freight("f1");
        bus.run();

        KargoPromotion promotion = bus.kargo.only("dev");
        assertThat(promotions("dev")).singleElement().satisfies(row -> {
            assertThat(row.kargoName()).isEqualTo(promotion.name());
            assertThat(row.attempt()).isEqualTo(promotion.attempt());
            assertThat(row.requestedBy().kind()).isEqualTo(Kind.AUTOMATIC);
            assertThat(row.phase()).isEqualTo("Pending");
        });
        assertThat(bus.board("dev").promotion().name()).isEqualTo(promotion.name());
        assertThat(bus.actions()).containsExactly("promotion.created");

        bus.kargo.succeed(promotion);
        bus.run();

        assertThat(promotions("dev").getFirst().phase()).isEqualTo("Succeeded");
        assertThat(bus.board("dev").current().by().requestedBy().kind()).isEqualTo(Kind.AUTOMATIC);
        assertThat(bus.board("dev").promotion()).isNull();
        assertThat(bus.actions()).containsExactly("promotion.created", "promotion.succeeded");
    }

    @Test
    void endsABurstOnTheNewestWithTwoPromotions() {
        bus.kargo.freight("f01");
        bus.run();
        for (int i = 2; i <= 20; i++) {
            bus.kargo.freight("f%02d".formatted(i));
        }
        bus.run();
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.run();
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.run();

        assertThat(bus.kargo.stage(FakeKargo.SHOP, "dev").orElseThrow().current())
                .containsValue("f20");
        assertThat(promotions("dev")).hasSize(2);
    }

    @Test
    void asksAtAGateOnceSettledAndPromotesWhatWasApproved() {
        bus.kargo.freight("f1");
        bus.run();
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.run();
        assertThat(bus.consents.given).isEmpty();
        assertThat(why(STG, "f1").slug()).isEqualTo(Reason.Slug.NOT_VERIFIED_UPSTREAM);

        bus.clock.advance(Duration.ofSeconds(5));
        bus.run();
        assertThat(bus.consents.given.get("f1")).isInstanceOf(Consent.Open.class);
        assertThat(bus.board("stg").candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.state()).isEqualTo(State.ASKING);
            assertThat(candidate.reasons().getFirst().detail()).containsEntry("missing", "qa 1");
        });
        assertThat(promotions("stg")).isEmpty();

        bus.consents.approve("f1");
        bus.transactions.run(() -> bus.shared.evaluateSoon(FakeKargo.SHOP, "stg"));
        bus.run();
        assertThat(promotions("stg")).singleElement().satisfies(row -> {
            assertThat(row.requestedBy().kind()).isEqualTo(Kind.APPROVAL);
            assertThat(row.requestedBy().actors()).containsExactly("qa");
            assertThat(row.request()).isNotNull();
        });
        assertThat(bus.audited.getLast().actor()).isEqualTo(new Actor.Person("https://issuer", "subject-qa", "qa"));
    }

    @Test
    void endsWhatNobodyDecidedInTimeButNeverWhileMerelyLooking() {
        bus.kargo.freight("f1");
        bus.run();
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.clock.advance(Duration.ofSeconds(5));
        bus.run();
        bus.clock.advance(Duration.ofHours(72));

        assertThat(why(STG, "f1").slug()).isEqualTo(Reason.Slug.REQUEST_EXPIRED);
        assertThat(bus.consents.given.get("f1")).isInstanceOf(Consent.Open.class);

        bus.run();
        assertThat(bus.consents.given.get("f1")).isInstanceOf(Consent.Expired.class);
        assertThat(bus.board("stg").candidates()).isEmpty();
    }

    @Test
    void asksAnewWhenTheBaseOfAnApprovalChanged() {
        bus.kargo.freight("f1");
        bus.run();
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.clock.advance(Duration.ofSeconds(5));
        bus.run();
        bus.consents.approve("f1");
        bus.consents.changed = "policy";
        bus.transactions.run(() -> bus.shared.evaluateSoon(FakeKargo.SHOP, "stg"));
        bus.run();

        assertThat(bus.consents.withdrawn).containsExactly("changed");
        assertThat(bus.consents.given.get("f1")).isInstanceOf(Consent.Open.class);
        assertThat(promotions("stg")).isEmpty();
    }

    @Test
    void finishesAnAttemptWhoseAnswerWasLostWithoutASecondPromotion() {
        bus.kargo.mood = FakeKargo.Mood.ANSWER_LOST;
        bus.kargo.freight("f1");
        bus.run();
        assertThat(why(DEV, "f1").slug()).isEqualTo(Reason.Slug.KARGO_UNREACHABLE);

        bus.kargo.mood = FakeKargo.Mood.WELL;
        bus.clock.advance(Duration.ofSeconds(1));
        bus.run();

        assertThat(bus.kargo.promotions(FakeKargo.SHOP, "dev")).hasSize(1);
        assertThat(promotions("dev").getFirst().phase()).isEqualTo("Pending");
    }

    @Test
    void keepsTryingWhileKargoIsAwayAndSaysSo() {
        bus.kargo.mood = FakeKargo.Mood.AWAY;
        bus.kargo.freight("f1");
        bus.run();
        assertThat(bus.board("dev").candidates().getFirst().reasons().getFirst().slug())
                .isEqualTo(Reason.Slug.KARGO_UNREACHABLE);
        bus.clock.advance(Duration.ofSeconds(10));
        bus.run();
        assertThat(bus.kargo.promotions(FakeKargo.SHOP, "dev")).isEmpty();

        bus.kargo.mood = FakeKargo.Mood.WELL;
        bus.clock.advance(Duration.ofSeconds(10));
        bus.run();
        assertThat(bus.kargo.promotions(FakeKargo.SHOP, "dev")).hasSize(1);
    }

    @Test
    void takesOverWhatACrashLeftBehind() {
        bus.kargo.freight("f1");
        bus.evaluate.evaluateDue();
        bus.handedOver.clear();
        bus.run();
        assertThat(bus.kargo.promotions(FakeKargo.SHOP, "dev")).isEmpty();

        bus.clock.advance(Duration.ofSeconds(31));
        bus.run();
        assertThat(bus.kargo.promotions(FakeKargo.SHOP, "dev")).hasSize(1);
    }

    @Test
    void doesNothingWithAClaimThatWasLost() {
        bus.kargo.freight("f1");
        bus.evaluate.evaluateDue();
        var late = bus.handedOver.remove();
        bus.clock.advance(Duration.ofSeconds(31));
        bus.create.create(late);
        assertThat(bus.kargo.promotions(FakeKargo.SHOP, "dev")).isEmpty();

        bus.create.due();
        bus.create.create(late);
        assertThat(bus.kargo.promotions(FakeKargo.SHOP, "dev")).hasSize(1);
    }

    @Test
    void deletesASecondPromotionOfTheSameAttemptWhileItIsPending() {
        bus.kargo.freight("f1");
        bus.run();
        KargoPromotion good = bus.kargo.only("dev");
        KargoPromotion second = bus.kargo.made(FakeKargo.SHOP, "dev", "f1", good.attempt(), false);
        bus.kargo.see(second);
        bus.run();

        assertThat(bus.kargo.deleted).containsExactly(second.name());
        assertThat(bus.kargo.only("dev")).isEqualTo(good);
        assertThat(promotions("dev"))
                .singleElement()
                .extracting(Promotion::phase)
                .isEqualTo("Pending");
    }

    @Test
    void holdsWhatKargoDeniesAndTellsTheOperators() {
        bus.kargo.mood = FakeKargo.Mood.DENIES;
        bus.kargo.freight("f1");
        bus.run();
        bus.clock.advance(Duration.ofHours(1));
        bus.run();

        assertThat(why(DEV, "f1").slug()).isEqualTo(Reason.Slug.KARGO_DENIED);
        assertThat(promotions("dev"))
                .singleElement()
                .extracting(Promotion::phase)
                .isEqualTo("Denied");
        assertThat(bus.told).hasSize(1);

        bus.kargo.mood = FakeKargo.Mood.WELL;
        bus.kargo.freight("f2");
        bus.run();
        assertThat(bus.kargo.only("dev").freight()).isEqualTo("f2");
    }

    @Test
    void retriesAnEarlyFailureThreeTimesThenGivesUp() {
        bus.kargo.freight("f1");
        for (int i = 0; i < 4; i++) {
            bus.run();
            bus.kargo.finish(bus.kargo.only("dev"), "Errored", "git-push");
            bus.run();
            bus.clock.advance(Duration.ofSeconds(80));
        }
        bus.run();

        assertThat(promotions("dev")).hasSize(4);
        assertThat(bus.actions()).filteredOn("promotion.retried"::equals).hasSize(3);
        assertThat(why(DEV, "f1").slug()).isEqualTo(Reason.Slug.PROMOTION_FAILED);
        assertThat(bus.told).hasSize(1);
    }

    @Test
    void leavesALaterFailureToHealthUntilAnOperatorTriesAgain() {
        bus.kargo.freight("f1");
        bus.run();
        bus.kargo.finish(bus.kargo.only("dev"), "Errored", "argocd-update");
        bus.clock.advance(Duration.ofHours(1));
        bus.run();
        assertThat(promotions("dev")).hasSize(1);

        UUID failed = promotions("dev").getFirst().id();
        assertThat(bus.retries.retry(failed, OPERATOR, "branch repaired"))
                .isInstanceOf(RetryPromotion.Answer.Accepted.class);
        bus.run();
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.run();
        assertThat(bus.board("dev").current().by().requestedBy().actors()).containsExactly("operator");
        assertThat(bus.retries.retry(failed, OPERATOR, "again")).isInstanceOf(RetryPromotion.Answer.Changed.class);
    }

    @Test
    void knowsPromotionsThatOthersMadeAndWaitsForThem() {
        bus.kargo.see(bus.kargo.made(FakeKargo.SHOP, "dev", "f0", null, false));
        bus.kargo.freight("f0");
        bus.kargo.freight("f1");
        bus.run();
        assertThat(bus.kargo.promotions(FakeKargo.SHOP, "dev")).hasSize(1);
        assertThat(why(DEV, "f1").slug()).isEqualTo(Reason.Slug.PROMOTION_RUNNING);

        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.run();
        assertThat(bus.board("dev").current().by().requestedBy().kind()).isEqualTo(Kind.EXTERNAL);
        assertThat(bus.kargo.only("dev").freight()).isEqualTo("f1");
    }

    @Test
    void freesTheLaneWhenSomebodyDeletesThePromotion() {
        bus.kargo.freight("f1");
        bus.run();
        bus.kargo.deletePromotion(bus.kargo.only("dev"));
        bus.run();
        assertThat(why(DEV, "f1").slug()).isEqualTo(Reason.Slug.PROMOTION_ABORTED);

        bus.kargo.freight("f2");
        bus.run();
        assertThat(bus.kargo.only("dev").freight()).isEqualTo("f2");
    }

    @Test
    void startsAtTheEndOfAFreezeWithTheNewestOnly() {
        bus.frozen.add(new Freeze(
                UUID.randomUUID(),
                null,
                null,
                "incident",
                bus.clock.now().plusSeconds(60),
                "operator",
                bus.clock.now(),
                null,
                null));
        bus.kargo.freight("f1");
        bus.kargo.freight("f2");
        bus.run();
        assertThat(promotions("dev")).isEmpty();

        bus.clock.advance(Duration.ofSeconds(60));
        bus.run();
        assertThat(promotions("dev"))
                .singleElement()
                .extracting(Promotion::freight)
                .isEqualTo("f2");
    }

    @Test
    void takesOrdersOnlyWhereTheyMayBeCarriedOut() {
        bus.kargo.freight("f1");
        bus.run();
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.kargo.freight("f0");
        bus.run();

        assertThat(bus.orders.place(order(STG, "f1", Kind.MANUAL)))
                .isInstanceOf(OrderPromotion.Answer.NeedsApproval.class);
        assertThat(bus.orders.place(order(DEV, "nope", Kind.MANUAL))).isInstanceOf(OrderPromotion.Answer.Unknown.class);
        assertThat(bus.orders.place(order(STG, "f0", Kind.BREAK_GLASS)))
                .isInstanceOf(OrderPromotion.Answer.NotAvailable.class);
        assertThat(bus.orders.place(order(DEV, "f0", Kind.MANUAL))).isInstanceOf(OrderPromotion.Answer.Accepted.class);
        assertThat(bus.orders.place(order(DEV, "f0", Kind.MANUAL)))
                .isInstanceOf(OrderPromotion.Answer.AlreadyUnderWay.class);
        bus.quarantined.put(
                "sha256:f1", new Quarantine.Entry(UUID.randomUUID(), "sha256:f1", "bad", "operator", bus.clock.now()));
        assertThat(bus.orders.place(order(DEV, "f1", Kind.MANUAL)))
                .isInstanceOf(OrderPromotion.Answer.Quarantined.class);

        bus.run();
        assertThat(bus.kargo.only("dev").freight()).isEqualTo("f0");
        assertThat(promotions("dev").getFirst().requestedBy().kind()).isEqualTo(Kind.MANUAL);
    }

    @Test
    void breaksTheGlassLoudly() {
        bus.kargo.freight("f1");
        bus.run();
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.run();
        bus.breakGlass.use(order(STG, "f1", Kind.BREAK_GLASS));
        bus.run();

        assertThat(bus.kargo.only("stg").freight()).isEqualTo("f1");
        assertThat(bus.actions()).contains("break-glass.used");
        assertThat(bus.told).extracting(message -> message.context().stage()).containsExactly("stg", "stg");
    }

    @Test
    void endsRequestsOfAStageThatIsGone() {
        bus.kargo.freight("f1");
        bus.run();
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.clock.advance(Duration.ofSeconds(5));
        bus.run();
        bus.kargo.forget("stg");
        bus.run();

        assertThat(bus.consents.withdrawn).containsExactly("stage-gone");
        assertThat(bus.lanes.views(FakeKargo.SHOP))
                .extracting(view -> view.lane().stage())
                .containsExactly("dev");
    }

    @Test
    void showsTheBaseOfADecisionToTheApprovals() {
        bus.kargo.freight("f1");
        bus.run();
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.clock.advance(Duration.ofSeconds(5));
        bus.run();

        GateView view = bus.shared.view(FakeKargo.SHOP, "stg", "f1").orElseThrow();
        assertThat(bus.shared.askable(view)).isEqualTo(Askable.Yes);
        assertThat(view.current()).isEmpty();
        GateView there = bus.shared.view(FakeKargo.SHOP, "dev", "f1").orElseThrow();
        assertThat(there.running()).extracting(Freight::name).containsExactly("f1");
        assertThat(bus.shared.askable(there)).isEqualTo(Askable.Current);
        assertThat(bus.shared.view(FakeKargo.SHOP, "stg", "f9")).isEmpty();
        FreightRef known = new FreightRef(FakeKargo.SHOP, "f1");
        FreightRef gone = new FreightRef(FakeKargo.SHOP, "f9");
        Map<FreightRef, List<Evidence>> found = bus.shared.evidence(List.of(known, gone));
        assertThat(found).containsOnlyKeys(known);
        assertThat(found.get(known)).singleElement().satisfies(evidence -> {
            assertThat(evidence.stage()).isEqualTo("dev");
            assertThat(evidence.settledAt()).isNotNull();
            assertThat(evidence.healthySince()).isNotNull();
        });
    }

    @Test
    void doesNotLetALaneThatFailsBlockTheOthers() {
        bus.kargo.makeStage("bad");
        bus.govern("bad", PromotionMode.Automatic);
        bus.unreadable = "bad";
        bus.kargo.freight("f1");
        bus.run();

        assertThat(bus.kargo.only("dev").freight()).isEqualTo("f1");
        assertThat(bus.jdbc
                        .sql("SELECT failures FROM lane WHERE stage = 'bad'")
                        .query(Integer.class)
                        .single())
                .isPositive();

        bus.unreadable = "";
        bus.clock.advance(Duration.ofSeconds(5));
        bus.run();
        assertThat(bus.kargo.only("bad").freight()).isEqualTo("f1");
    }

    @Test
    void letsOnlyOneOfManyReplicasBegin() throws Exception {
        for (int round = 0; round < 20; round++) {
            bus.kargo.freight("f%03d".formatted(round));
            for (int i = 0; i < 10; i++) {
                bus.transactions.run(() -> bus.shared.evaluateSoon(FakeKargo.SHOP, "dev"));
            }
            try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
                List<Callable<Boolean>> looks = Collections.nCopies(4, bus.evaluate::evaluateDue);
                for (Future<Boolean> look : replicas.invokeAll(looks, 30, TimeUnit.SECONDS)) {
                    look.get();
                }
            }
            assertThat(bus.handedOver).hasSize(1);
            bus.run();
            bus.kargo.succeed(bus.kargo.only("dev"));
            bus.run();
        }
        assertThat(promotions("dev")).hasSize(20);
    }

    @Test
    void forbidsASecondPromotionInALaneWhereNoCodeCanForgetIt() {
        bus.kargo.freight("f1");
        bus.run();
        assertThatThrownBy(() -> bus.jdbc.sql("""
                                INSERT INTO promotion_attempt (id, project, stage, stage_uid, freight, kind, actor, base,
                                       correlation, status, created_at)
                                VALUES (gen_random_uuid(), 'shop', 'dev', 'uid-dev', 'f2', 'automatic', '{}', '', 'c',
                                        'creating', now())
                                """).update()).isInstanceOf(DuplicateKeyException.class);
    }
}
