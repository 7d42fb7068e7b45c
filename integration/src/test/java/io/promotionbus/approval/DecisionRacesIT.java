package io.promotionbus.approval;

import static io.promotionbus.approval.ApprovalBench.freight;
import static io.promotionbus.approval.ApprovalBench.requester;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.approval.DecideRequest.Outcome;
import io.promotionbus.approval.DecideRequest.Word;
import io.promotionbus.approval.PersonDecision.Kind;
import io.promotionbus.support.KnownPeople;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two at the same moment, many times: exactly one outcome each, and one audit event that says which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionRacesIT {

    private static final int ROUNDS = 170;

    private final ApprovalBench bench = new ApprovalBench();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterAll
    void close() {
        threads.shutdownNow();
        bench.close();
    }

    @Test
    void twoApprovers() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            UUID id = bench.ask(bench.stage(), freight());
            String seen = bench.fingerprint(id);
            List<Outcome> outcomes =
                    race(() -> decide(id, "qa", Kind.APPROVE, seen), () -> decide(id, "qa2", Kind.APPROVE, seen));
            assertThat(outcomes).containsExactlyInAnyOrder(new Outcome.Decided(id), new Outcome.Ended("decided", null));
            assertThat(bench.find(id).decisions()).hasSize(1);
            assertThat(bench.actions(id)).containsExactly("approval.requested", "approval.approved");
        }
    }

    @Test
    void oneClickingTwice() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            UUID id = bench.ask(bench.stage(), freight());
            String seen = bench.fingerprint(id);
            List<Outcome> outcomes =
                    race(() -> decide(id, "qa", Kind.APPROVE, seen), () -> decide(id, "qa", Kind.APPROVE, seen));
            assertThat(outcomes).containsExactlyInAnyOrder(new Outcome.Decided(id), new Outcome.Ended("decided", null));
            assertThat(bench.find(id).decisions()).hasSize(1);
        }
    }

    @Test
    void approvingAgainstRejecting() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            UUID id = bench.ask(bench.stage(), freight());
            String seen = bench.fingerprint(id);
            List<Outcome> outcomes =
                    race(() -> decide(id, "qa", Kind.APPROVE, seen), () -> decide(id, "qa2", Kind.REJECT, seen));
            assertThat(outcomes).containsExactlyInAnyOrder(new Outcome.Decided(id), new Outcome.Ended("decided", null));
            RequestState state = bench.find(id).state();
            boolean approved = outcomes.getFirst() instanceof Outcome.Decided;
            assertThat(state.slug()).isEqualTo(approved ? "approved" : "rejected");
            assertThat(bench.actions(id)).hasSize(2).contains(approved ? "approval.approved" : "approval.rejected");
        }
    }

    @Test
    void approvingAgainstSuperseding() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            String stage = bench.stage();
            UUID id = bench.ask(stage, freight());
            UUID newer = bench.ask(stage, freight());
            String seen = bench.fingerprint(id);
            List<Object> outcomes = race(() -> decide(id, "qa", Kind.APPROVE, seen), () -> {
                // As the core does: what is approved is not superseded by what is not.
                return bench.inLane(stage, () -> {
                    boolean open = bench.find(id).state() instanceof RequestState.Open;
                    if (open) {
                        bench.consents.supersede(id, newer);
                    }
                    return open;
                });
            });
            boolean superseded = Boolean.TRUE.equals(outcomes.get(1));
            assertThat(outcomes.getFirst())
                    .isEqualTo(superseded ? new Outcome.Ended("superseded", newer) : new Outcome.Decided(id));
            assertThat(bench.find(id).state().slug()).isEqualTo(superseded ? "superseded" : "approved");
        }
    }

    @Test
    void approvingAtTheMomentOfExpiry() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            UUID id = bench.ask(bench.stage(), freight());
            String seen = bench.fingerprint(id);
            List<Object> outcomes = race(() -> decide(id, "qa", Kind.APPROVE, seen), () -> {
                bench.clock.advance(Duration.ofHours(72));
                bench.due.evaluateDue();
                return "";
            });
            RequestState state = bench.find(id).state();
            if (outcomes.getFirst().equals(new Outcome.Decided(id))) {
                assertThat(bench.actions(id).get(1)).isEqualTo("approval.approved");
                assertThat(state.slug()).isIn("approved", "expired");
            } else {
                assertThat(outcomes.getFirst()).isEqualTo(new Outcome.Ended("expired", null));
                assertThat(state)
                        .isInstanceOfSatisfying(
                                RequestState.Expired.class,
                                expired -> assertThat(expired.approved()).isFalse());
                assertThat(bench.actions(id)).containsExactly("approval.requested", "approval.expired");
            }
        }
    }

    @Test
    void approvingWhileTheRoleIsTakenAway() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            UUID id = bench.ask(bench.stage(), freight());
            String seen = bench.fingerprint(id);
            bench.people.with("qa", "qa");
            List<Object> outcomes = race(() -> decide(id, "qa", Kind.APPROVE, seen), () -> {
                bench.people.with("qa", "viewer");
                return "";
            });
            boolean decided = outcomes.getFirst().equals(new Outcome.Decided(id));
            assertThat(bench.find(id).state().slug()).isEqualTo(decided ? "approved" : "open");
            assertThat(bench.actions(id).get(1)).isEqualTo(decided ? "approval.approved" : "approval.denied");
            bench.people.with(KnownPeople.person("qa", java.util.Set.of("qa")));
        }
    }

    @Test
    void usingAgainstWithdrawing() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            String stage = bench.stage();
            UUID id = bench.ask(stage, freight());
            bench.approve(id, "qa");
            List<Object> outcomes = race(
                    () -> bench.inLane(stage, () -> bench.consents.use(id, UUID.randomUUID())),
                    () -> bench.inLane(stage, () -> {
                        bench.consents.withdraw(id, "quarantined");
                        return "";
                    }));
            boolean granted = outcomes.getFirst() instanceof io.promotionbus.promotion.Consents.Use.Granted;
            assertThat(bench.find(id).state().slug()).isEqualTo(granted ? "approved" : "withdrawn");
        }
    }

    private Outcome decide(UUID id, String who, Kind kind, String seen) {
        return bench.decide.handle(id, requester(who), new Word(kind, kind == Kind.REJECT ? "não" : null, seen));
    }

    @SafeVarargs
    private <T> List<T> race(Callable<? extends T>... both) throws Exception {
        CyclicBarrier start = new CyclicBarrier(both.length);
        List<Future<T>> running = Stream.of(both)
                .map(one -> threads.<T>submit(() -> {
                    start.await();
                    return one.call();
                }))
                .toList();
        List<T> outcomes = new java.util.ArrayList<>();
        for (Future<T> one : running) {
            outcomes.add(one.get());
        }
        return outcomes;
    }
}
