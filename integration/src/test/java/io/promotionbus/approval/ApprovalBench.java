package io.promotionbus.approval;

import io.promotionbus.approval.CommitRange.Ends;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.approval.DecideRequest.Word;
import io.promotionbus.approval.jdbc.ApprovalStoreFixture;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.FreightRef;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import io.promotionbus.notification.Audience;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Outbox;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.CommentRule;
import io.promotionbus.policy.StagePolicy.FeedMode;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.promotion.Askable;
import io.promotionbus.promotion.Candidate;
import io.promotionbus.promotion.Consents;
import io.promotionbus.promotion.Evidence;
import io.promotionbus.promotion.GateView;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.promotion.Promotions;
import io.promotionbus.support.CountingIds;
import io.promotionbus.support.KnownPeople;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import io.promotionbus.support.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Approvals on a real PostgreSQL, with the other features as small as they can be: lanes that really lock (an advisory
 * lock for the rest of the transaction) and show what the test says.
 */
public final class ApprovalBench implements AutoCloseable {

    public static final String PROJECT = "image-promotion";
    public static final Origin USERS = Origin.warehouse("users");
    private static final AtomicInteger COUNTER = new AtomicInteger();

    public final TestStore store = new TestStore(TestDatabase.create());
    public final SteppingClock clock = new SteppingClock(Instant.parse("2026-03-02T12:00:00Z"));
    public final KnownPeople people = new KnownPeople()
            .with("qa", "qa")
            .with("qa2", "qa")
            .with("lead", "qa", "po")
            .with("po", "po")
            .with("viewer");
    public final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
    public final List<String> told = new CopyOnWriteArrayList<>();
    public final List<String> evaluated = new CopyOnWriteArrayList<>();
    private final ApprovalStores stores = ApprovalStoreFixture.stores(store);
    public final Requests requests = stores.requests();
    public final BenchLanes lanes = new BenchLanes();
    public volatile CommitHistory history =
            ends -> new CommitRange(ends, Status.COMPLETE, List.of(commit("c".repeat(40), "dev")), 3, 1, null);
    public final Approvals approvals = new Approvals(
            stores,
            lanes,
            (AuditLog) entry -> store.afterCommit(() -> audit.add(entry)),
            new BenchOutbox(),
            (Changes) (kind, id, version) -> {},
            new Sources("acme/users", images -> Map.of()),
            store,
            new NoSignals(),
            clock,
            clock,
            new CountingIds());
    public final Consents consents = approvals.consents();
    public final DecideRequest decide = approvals.decideRequest(people);
    public final AskExplicitly askExplicitly = approvals.askExplicitly();
    public final EndDueRequests due = approvals.endDueRequests();
    public final ReadRequests read = approvals.readRequests(people, new NoPromotions());

    public void readCommits() {
        approvals.readCommits(ends -> history.between(ends), people).handle();
    }

    /** A stage of its own, so that races of one test do not touch those of another. */
    public String stage() {
        return "stage-" + COUNTER.incrementAndGet();
    }

    /** A request that is open, announced and has its commits. */
    public UUID ask(String stage, String freight) {
        UUID id = inLane(stage, () -> consents.ask(new Consents.Question(PROJECT, stage, freight, "quality")));
        readCommits();
        return id;
    }

    public <T> T inLane(String stage, java.util.function.Supplier<T> work) {
        return store.call(() -> {
            lanes.lock(PROJECT, stage);
            return work.get();
        });
    }

    public ApprovalRequest find(UUID id) {
        return requests.find(id).orElseThrow();
    }

    public DecideRequest.Outcome approve(UUID id, String who) {
        return decide.handle(id, requester(who), new Word(PersonDecision.Kind.APPROVE, null, fingerprint(id)));
    }

    public DecideRequest.Outcome reject(UUID id, String who, @Nullable String comment) {
        return decide.handle(id, requester(who), new Word(PersonDecision.Kind.REJECT, comment, fingerprint(id)));
    }

    public String fingerprint(UUID id) {
        return read.one(id, requester("viewer")).orElseThrow().fingerprint();
    }

    public List<String> actions(UUID id) {
        return audit.stream()
                .filter(entry -> entry.subjectId().equals(id.toString()))
                .map(AuditEntry::action)
                .toList();
    }

    public static Requester requester(String username) {
        return new Requester(KnownPeople.ISSUER, KnownPeople.subject(username), username, username, Set.of(), null);
    }

    public static CommitRange.Commit commit(String sha, String login) {
        return new CommitRange.Commit(
                sha, "feat: x", null, List.of(new CommitRange.Author(login, login, login + "@example.org")), null);
    }

    public static String freight() {
        return String.format("%040x", COUNTER.incrementAndGet());
    }

    public static Freight freightOf(String name) {
        String tag = name.substring(8) + name.substring(0, 8);
        return new Freight(
                PROJECT,
                name,
                "happy-" + name.substring(36),
                USERS,
                List.of(new Image("acme/users-api", tag, "sha256:" + name + "0".repeat(24))),
                List.of(),
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of());
    }

    public static StagePolicy.Approval gate(Requirement... require) {
        return new StagePolicy.Approval(
                List.of(require),
                new StagePolicy.FourEyes("None", "SecondPerson", "Wait"),
                List.of(),
                Duration.ofHours(72),
                Duration.ofHours(24),
                null,
                CommentRule.OnReject,
                null);
    }

    @Override
    public void close() {
        store.close();
    }

    /** What the lanes show; each field may be set by a test. */
    public final class BenchLanes implements Lanes {

        public volatile StagePolicy.@Nullable Approval gate = gate(new Requirement("qa", 1));
        public volatile long generation = 1;
        public volatile String running = "e".repeat(40);
        public volatile List<Freeze> freezes = List.of();
        public volatile List<UUID> quarantines = List.of();
        public volatile Askable askable = Askable.Yes;
        public volatile UnaryOperator<Optional<GateView>> change = UnaryOperator.identity();

        @Override
        public Map<Candidate, GateView> views(Collection<Candidate> candidates) {
            Map<Candidate, GateView> views = new HashMap<>();
            candidates.forEach(candidate -> change.apply(Optional.of(new GateView(
                            candidate.project(),
                            candidate.stage(),
                            freightOf(candidate.freight()),
                            Map.of(USERS, running),
                            List.of(freightOf(running)),
                            rule(candidate.stage()),
                            freezes,
                            quarantines)))
                    .ifPresent(view -> views.put(candidate, view)));
            return views;
        }

        @Override
        public Askable askable(GateView view) {
            return askable;
        }

        private StageRule rule(String stage) {
            StagePolicy.Approval approval = gate;
            if (approval == null) {
                return new StageRule.Unmanaged();
            }
            return new StageRule.Governed(new StagePolicy(
                    PROJECT,
                    "quality",
                    "uid-1",
                    generation,
                    List.of(stage),
                    PromotionMode.Approval,
                    FeedMode.Direct,
                    Duration.ofMinutes(10),
                    approval,
                    List.of(),
                    null));
        }

        @Override
        public void lock(String project, String stage) {
            store.jdbc()
                    .sql("SELECT pg_advisory_xact_lock(hashtext(:lane))")
                    .param("lane", project + "/" + stage)
                    .query(row -> {});
        }

        @Override
        public void evaluateSoon(String project, String stage) {
            store.afterCommit(() -> evaluated.add(stage));
        }

        @Override
        public void evaluateAllSoon() {
            evaluateSoon(PROJECT, "*");
        }

        @Override
        public Map<FreightRef, List<Evidence>> evidence(Collection<FreightRef> freights) {
            return Map.of();
        }
    }

    private final class BenchOutbox implements Outbox {
        @Override
        public void tell(Audience audience, Message message) {
            String who = audience instanceof Audience.Role role
                    ? role.role()
                    : audience.getClass().getSimpleName();
            store.afterCommit(
                    () -> told.add(message.template() + message.occasion() + " " + who + " " + message.subjectId()));
        }

        @Override
        public void drop(String template, UUID subjectId) {}
    }

    private static final class NoSignals implements Signals {
        @Override
        public void raise(Signal signal) {}

        @Override
        public void subscribe(Signal signal, Runnable wake) {}
    }

    private static final class NoPromotions implements Promotions {
        @Override
        public Optional<Promotion> byId(UUID id) {
            return Optional.empty();
        }

        @Override
        public Map<UUID, Promotion> ofRequests(Collection<UUID> requests) {
            return Map.of();
        }
    }

    static Ends ends() {
        return new Ends("acme/users", "a".repeat(40), "b".repeat(40));
    }
}
