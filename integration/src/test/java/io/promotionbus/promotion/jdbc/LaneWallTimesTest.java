package io.promotionbus.promotion.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.KargoPromotion;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempt.Outcome;
import io.promotionbus.promotion.Attempts.Claimed;
import io.promotionbus.promotion.LongestWaits;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clock that jumps, back and forth, while a Promotion is to be created. */
class LaneWallTimesTest {

    private static final Duration AN_HOUR_BACK = Duration.ofHours(-1);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final LaneHarness bus = new LaneHarness();
    private final LaneWallTimes wallTimes = new LaneWallTimes(bus.jdbc, LongestWaits.of(LEASE));

    @BeforeEach
    void oneStage() {
        bus.govern("dev", PromotionMode.Automatic);
        bus.kargo.makeStage("dev");
    }

    @AfterEach
    void close() {
        bus.close();
    }

    private int bringForward() {
        return wallTimes.bringForward(bus.clock.instant());
    }

    private List<KargoPromotion> promotions() {
        return bus.kargo.promotions(FakeKargo.SHOP, "dev");
    }

    private Claimed begin() {
        bus.kargo.freight("f1");
        bus.evaluate.evaluateDue();
        return bus.handedOver.remove();
    }

    @Test
    void takesOverWhatACrashLeftBehindBeforeTheClockWasSetBack() {
        begin();
        bus.clock.advance(AN_HOUR_BACK);
        bus.clock.advance(LEASE.plusSeconds(1));
        bus.run();
        assertThat(promotions()).as("its lease ends in an hour").isEmpty();

        assertThat(bringForward()).isEqualTo(1);
        bus.run();
        assertThat(promotions()).as("it may be alive").isEmpty();
        bus.clock.advance(LEASE.plusSeconds(1));
        bus.run();
        assertThat(promotions()).hasSize(1);
    }

    @Test
    void leavesTheClaimToAReplicaThatLives() {
        Claimed claimed = begin();
        bus.clock.advance(AN_HOUR_BACK);
        bringForward();
        bus.create.due();
        assertThat(promotions()).isEmpty();

        bus.create.create(claimed);
        bus.run();
        assertThat(promotions()).hasSize(1);
        assertThat(bus.kargo.deleted).isEmpty();
    }

    @Test
    void triesAgainWhatWaitedForKargoWhenTheClockWasSetBack() {
        bus.kargo.mood = FakeKargo.Mood.AWAY;
        bus.kargo.freight("f1");
        bus.run();
        bus.kargo.mood = FakeKargo.Mood.WELL;
        bus.clock.advance(AN_HOUR_BACK);
        bus.run();
        assertThat(promotions()).isEmpty();

        assertThat(bringForward()).isEqualTo(1);
        bus.run();
        assertThat(promotions()).hasSize(1);
    }

    @Test
    void looksAgainAtALaneThatFailedBeforeTheClockWasSetBack() {
        bus.unreadable = "dev";
        bus.kargo.freight("f1");
        bus.run();
        bus.unreadable = "";
        bus.clock.advance(AN_HOUR_BACK);
        bus.run();
        assertThat(promotions()).isEmpty();

        assertThat(bringForward()).isEqualTo(1);
        bus.run();
        assertThat(promotions()).hasSize(1);
    }

    @Test
    void deletesASecondPromotionThatWasFoundBeforeTheClockWasSetBack() {
        bus.kargo.freight("f1");
        bus.run();
        KargoPromotion good = bus.kargo.only("dev");
        bus.kargo.see(bus.kargo.made(FakeKargo.SHOP, "dev", "f1", good.attempt(), false));
        bus.clock.advance(AN_HOUR_BACK);
        bus.run();
        assertThat(bus.kargo.deleted).isEmpty();

        assertThat(bringForward()).isEqualTo(1);
        bus.run();
        assertThat(bus.kargo.only("dev")).isEqualTo(good);
    }

    @Test
    void letsWaitWhatIsToWait() {
        bus.kargo.mood = FakeKargo.Mood.AWAY;
        bus.kargo.freight("f1");
        bus.kargo.makeStage("bad");
        bus.govern("bad", PromotionMode.Automatic);
        bus.unreadable = "bad";
        for (int i = 0; i < 12; i++) {
            bus.run();
            assertThat(bringForward()).isZero();
            bus.clock.advance(Duration.ofSeconds(100));
        }
        bus.run();
        assertThat(ahead("SELECT next_try_at FROM promotion_attempt")).isEqualTo(Duration.ofSeconds(64));
        assertThat(ahead("SELECT not_before FROM lane WHERE stage = 'bad'")).isEqualTo(Duration.ofSeconds(64));
        assertThat(bringForward()).isZero();
    }

    private Duration ahead(String sql) {
        OffsetDateTime at = bus.jdbc.sql(sql).query(OffsetDateTime.class).single();
        return Duration.between(bus.clock.instant(), at.toInstant());
    }

    @Test
    void leavesBusinessTimeAlone() {
        bus.kargo.freight("f1");
        bus.run();
        bus.kargo.succeed(bus.kargo.only("dev"));
        bus.run();
        Duration edge = ahead("SELECT due_at FROM lane");
        assertThat(edge).isPositive();
        bus.clock.advance(AN_HOUR_BACK);
        assertThat(bringForward()).isZero();
        assertThat(ahead("SELECT due_at FROM lane")).isEqualTo(edge.plusHours(1));
    }

    @Test
    void keepsToOnePromotionWhenTheClockJumpsADayAheadInTheMiddleOfAnAttempt() {
        Claimed late = begin();
        bus.clock.advance(Duration.ofDays(1));
        bus.create.create(late);
        assertThat(promotions()).as("refused by the fence").isEmpty();

        bus.create.due();
        KargoPromotion good = bus.kargo.only("dev");
        bus.create.create(late);
        assertThat(promotions()).containsExactly(good);
        assertThat(bus.transactions.call(() ->
                        bus.attempts.refused(late, Outcome.REFUSED, bus.clock.now(), "what the late one was told")))
                .isFalse();
        assertThat(bus.transactions.call(() -> bus.attempts.postpone(late, bus.clock.instant(), "late")))
                .isFalse();

        // It may have been past the fence already: then its Promotion appears beside the good one.
        bus.kargo.see(bus.kargo.made(FakeKargo.SHOP, "dev", "f1", good.attempt(), false));
        bus.run();
        assertThat(bus.kargo.only("dev")).isEqualTo(good);
        assertThat(bringForward()).isZero();
    }
}
