package io.promotionbus.promotion.jdbc;

import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.notification.Audience;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Outbox;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.Freezes;
import io.promotionbus.policy.Policies;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.promotion.Attempts.Claimed;
import io.promotionbus.promotion.BeginAttempt;
import io.promotionbus.promotion.BreakGlass;
import io.promotionbus.promotion.CreatePromotion;
import io.promotionbus.promotion.EndAttempt;
import io.promotionbus.promotion.EvaluateLane;
import io.promotionbus.promotion.EvaluateLanes;
import io.promotionbus.promotion.ExplainFreight;
import io.promotionbus.promotion.GateViews;
import io.promotionbus.promotion.LaneAlarm;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.LaneSummary;
import io.promotionbus.promotion.LaneWatch;
import io.promotionbus.promotion.Newness;
import io.promotionbus.promotion.ObserveLanes;
import io.promotionbus.promotion.OrderPromotion;
import io.promotionbus.promotion.Quarantine;
import io.promotionbus.promotion.ReadEvidence;
import io.promotionbus.promotion.RemoveDuplicates;
import io.promotionbus.promotion.RetryPromotion;
import io.promotionbus.promotion.SeePromotion;
import io.promotionbus.promotion.SharedLanes;
import io.promotionbus.promotion.Situation;
import io.promotionbus.promotion.Situations;
import io.promotionbus.promotion.StageAlerts;
import io.promotionbus.promotion.Timing;
import io.promotionbus.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The core on a real PostgreSQL, everything around it in memory. */
final class LaneHarness implements AutoCloseable {

    final DataSource database = TestDatabase.create().dataSource();
    final JdbcClient jdbc = JdbcClient.create(database);
    final HandClock clock = new HandClock();
    final Transactions transactions = transactions(database);
    final FakeKargo kargo = new FakeKargo(clock, transactions);
    final FakeConsents consents = new FakeConsents(clock);
    final Map<String, Policies.StageRule> rules = new HashMap<>();
    final Map<String, Quarantine.Entry> quarantined = new HashMap<>();
    final List<Freeze> frozen = new ArrayList<>();
    Quarantine quarantine = this::quarantine;
    StageAlerts alerts = lane -> List.of();
    LaneWatch watch;
    /** A stage whose policy cannot be read at all. */
    volatile String unreadable = "";

    final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
    final List<Message> told = new CopyOnWriteArrayList<>();
    final Queue<Claimed> handedOver = new ConcurrentLinkedQueue<>();

    final JdbcStoredLanes lanes = new JdbcStoredLanes(jdbc);
    final JdbcAttempts attempts = new JdbcAttempts(jdbc, new ActorCodec());
    final JdbcPromotions promotions = new JdbcPromotions(jdbc);
    final JdbcDuplicates duplicates = new JdbcDuplicates(jdbc);
    final JdbcProofs proofs = new JdbcProofs(jdbc);
    final JsonLaneViews views = new JsonLaneViews();
    final EvaluateLanes evaluate;
    final CreatePromotion create;
    final RemoveDuplicates removeDuplicates;
    final OrderPromotion orders;
    final RetryPromotion retries;
    final BreakGlass breakGlass;
    final ExplainFreight explain;
    final SharedLanes shared;
    final Situations situations;
    final AuditLog audit = this::record;
    final Ids ids = new TestIds();
    final Outbox outbox = new RecordingOutbox();
    private final LaneAlarm alarm;

    LaneHarness() {
        Signals signals = new NoSignals();
        Changes changes = (kind, id, version) -> {};
        Duration lease = Duration.ofSeconds(30);
        situations = new Situations(
                kargo,
                kargo,
                policies(),
                freezes(),
                consents,
                digests -> quarantine.of(digests),
                attempts,
                proofs,
                LaneHarness::newer,
                lane -> alerts.of(lane),
                clock,
                new Timing(Duration.ofSeconds(5), Duration.ofSeconds(10)));
        EndAttempt end = new EndAttempt(attempts, audit, outbox, clock);
        SeePromotion see = new SeePromotion(attempts, duplicates, lanes, kargo, end, audit, changes, clock, clock, ids);
        kargo.observer = new ObserveLanes(lanes, see, signals);
        BeginAttempt begin = new BeginAttempt(attempts, consents, (project, freight) -> Optional.empty(), audit, ids);
        alarm = new LaneAlarm(clock, signals);
        evaluate = new EvaluateLanes(
                transactions,
                lanes,
                new EvaluateLane(
                        situations,
                        lanes,
                        attempts,
                        consents,
                        proofs,
                        begin,
                        new DelegatingWatch(),
                        views,
                        audit,
                        changes,
                        clock),
                clock,
                clock,
                "replica",
                lease,
                alarm,
                handedOver::add);
        create = new CreatePromotion(
                transactions, attempts, lanes, kargo, see, end, signals, clock, clock, ids, "replica", lease);
        removeDuplicates = new RemoveDuplicates(transactions, duplicates, kargo, clock);
        orders = new OrderPromotion(
                transactions,
                situations,
                lanes,
                attempts,
                promotions,
                (project, freight) -> Optional.empty(),
                signals,
                clock,
                ids);
        retries = new RetryPromotion(transactions, situations, lanes, attempts, promotions, audit, signals, clock, ids);
        breakGlass = new BreakGlass(transactions, orders, policies(), audit, outbox);
        explain = new ExplainFreight(situations, kargo);
        shared = new SharedLanes(
                situations,
                new GateViews(kargo, policies(), freezes(), digests -> quarantine.of(digests), clock),
                new ReadEvidence(kargo, kargo, proofs),
                lanes,
                signals);
    }

    void govern(String stage, PromotionMode mode) {
        govern(stage, mode, null);
    }

    void govern(String stage, PromotionMode mode, StagePolicy.@Nullable Rollback rollback) {
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
        rules.put(
                stage,
                new Policies.StageRule.Governed(new StagePolicy(
                        FakeKargo.SHOP,
                        "policy-" + stage,
                        "uid-" + stage,
                        1,
                        List.of(stage),
                        mode,
                        StagePolicy.FeedMode.Direct,
                        Duration.ofMinutes(10),
                        approval,
                        List.of(),
                        rollback)));
    }

    /** What the routes do until nothing is left. */
    void run() {
        boolean more = true;
        while (more) {
            more = evaluate.evaluateDue();
            for (Claimed claimed = handedOver.poll(); claimed != null; claimed = handedOver.poll()) {
                create.create(claimed);
                more = true;
            }
        }
        create.due();
        removeDuplicates.due();
        evaluate.evaluateDue();
    }

    LaneSummary board(String stage) {
        return lanes.views(FakeKargo.SHOP).stream()
                .map(views::read)
                .filter(summary -> summary.stage().equals(stage))
                .findFirst()
                .orElseThrow();
    }

    List<String> actions() {
        return audited.stream().map(AuditEntry::action).toList();
    }

    @Override
    public void close() {
        alarm.close();
    }

    private void record(AuditEntry entry) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An audit event outside a transaction: " + entry.action());
        }
        audited.add(entry);
    }

    private Map<LaneRef, Map<String, Quarantine.Entry>> quarantine(Map<LaneRef, ? extends Collection<String>> digests) {
        Map<LaneRef, Map<String, Quarantine.Entry>> found = new HashMap<>();
        digests.forEach((lane, asked) -> {
            Map<String, Quarantine.Entry> held = new HashMap<>(quarantined);
            held.keySet().retainAll(asked);
            found.put(lane, held);
        });
        return found;
    }

    private static Newness.Comparison newer(String project, String one, String other) {
        int order = one.compareTo(other);
        Newness.Verdict verdict =
                order > 0 ? Newness.Verdict.NEWER : order < 0 ? Newness.Verdict.OLDER : Newness.Verdict.UNKNOWN;
        return new Newness.Comparison(verdict, "ancestry", "");
    }

    private Policies policies() {
        return new Policies() {
            @Override
            public StageRule of(String project, String stage) {
                if (stage.equals(unreadable)) {
                    throw new IllegalStateException("The policy of " + stage + " cannot be read");
                }
                return rules.getOrDefault(stage, new StageRule.Unmanaged());
            }

            @Override
            public Map<String, Map<String, StageRule>> rules(Collection<String> projects) {
                return rules();
            }

            @Override
            public Map<String, Map<String, StageRule>> rules() {
                return Map.of(FakeKargo.SHOP, rules);
            }

            @Override
            public List<Observed> all() {
                return List.of();
            }
        };
    }

    private Freezes freezes() {
        return new Freezes() {
            @Override
            public List<Freeze> inForce(String project, String stage, Instant at) {
                return frozen.stream().filter(freeze -> freeze.inForce(at)).toList();
            }

            @Override
            public List<Freeze> inForce(Instant at) {
                return inForce("", "", at);
            }

            @Override
            public Optional<Instant> nextEdge(String project, String stage, Instant after) {
                return Optional.empty();
            }
        };
    }

    private static Transactions transactions(DataSource database) {
        TransactionTemplate template = new TransactionTemplate(new DataSourceTransactionManager(database));
        return new Transactions() {
            @Override
            public <T> T call(Supplier<T> work) {
                return template.execute(status -> work.get());
            }

            @Override
            public void afterCommit(Runnable work) {
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        work.run();
                    }
                });
            }
        };
    }

    private final class RecordingOutbox implements Outbox {
        @Override
        public void tell(Audience audience, Message message) {
            told.add(message);
        }

        @Override
        public void drop(String template, UUID subjectId) {}
    }

    /** Health is the rollback's business; none unless a test sets it. */
    private final class DelegatingWatch implements LaneWatch {
        @Override
        public Seen look(LaneRef lane, Situation situation) {
            return watch == null ? Seen.NOTHING : watch.look(lane, situation);
        }

        @Override
        public void gone(LaneRef lane) {}
    }

    private static final class NoSignals implements Signals {
        @Override
        public void raise(Signal signal) {}

        @Override
        public void subscribe(Signal signal, Runnable wake) {}
    }

    private static final class TestIds implements Ids {
        @Override
        public UUID next() {
            return com.github.f4b6a3.uuid.UuidCreator.getTimeOrderedEpochPlus1();
        }

        @Override
        public String token(int bytes) {
            return "token";
        }

        @Override
        public double jitter() {
            return 0;
        }
    }
}
