package io.promotionbus.approval;

import static io.promotionbus.approval.ApprovalBench.requester;

import com.zaxxer.hikari.HikariDataSource;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.approval.DecideRequest.Word;
import io.promotionbus.notification.Audience;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Outbox;
import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import io.promotionbus.promotion.BuiltFrom;
import io.promotionbus.promotion.Consents.Question;
import io.promotionbus.promotion.Promotions;
import io.promotionbus.support.CountingDataSource;
import io.promotionbus.support.CountingIds;
import io.promotionbus.support.JdbcTransactions;
import io.promotionbus.support.KnownPeople;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Many projects with a request each, on a real PostgreSQL with every store around it. */
final class RequestCompany implements AutoCloseable {

    private static final Set<String> TWO_NEEDED = Set.of("shop-1", "shop-4", "shop-7");

    private final HikariDataSource pool = new HikariDataSource();
    final CountingDataSource database = new CountingDataSource(pool);
    final SteppingClock clock = new SteppingClock(ObservedCompany.START.plus(Duration.ofHours(1)));
    final ReadRequests read;
    private final ObservedCompany observed;
    private final JdbcTransactions transactions = new JdbcTransactions(database);
    private final KnownPeople people =
            new KnownPeople().with("qa", "qa").with("qa2", "qa").with("viewer");
    private final Approvals approvals;

    RequestCompany() {
        pool.setDataSource(TestDatabase.create().dataSource());
        observed = new ObservedCompany(database);
        approvals = new Approvals(
                new ApprovalStores(
                        observed.get(Requests.class),
                        observed.get(DecisionRecords.class),
                        observed.get(CommitReads.class)),
                observed.lanes(clock),
                entry -> {},
                new Silent(),
                (kind, id, version) -> {},
                new Sources("acme/users", observed.get(BuiltFrom.class)),
                transactions,
                new Silent(),
                clock,
                clock,
                new CountingIds());
        read = approvals.readRequests(people, observed.get(Promotions.class));
    }

    /** The project of this number, its new Freight verified in dev, and a request for stg. */
    void found(int number) {
        String project = "shop-" + number;
        observed.project(project, number);
        observed.policy(project, "stg", TWO_NEEDED.contains(project) ? 2 : 1, "\"dev\"");
        switch (number) {
            case 0 -> {
                observed.policy(project, "dev", 1, "");
                approve(ask(project, "dev"), "qa");
            }
            case 1 -> observed.freeze(project);
            case 2 -> observed.quarantine(project, number);
            default -> {
                // Nothing more is special about it.
            }
        }
        UUID request = ask(project, "stg");
        if (TWO_NEEDED.contains(project)) {
            approve(request, "qa2");
        }
    }

    private UUID ask(String project, String stage) {
        UUID id = transactions.call(
                () -> approvals.consents().ask(new Question(project, stage, ObservedCompany.NEW, stage)));
        approvals.readCommits(RequestCompany::history, people).handle();
        return id;
    }

    private void approve(UUID request, String who) {
        String fingerprint =
                read.one(request, requester("viewer")).orElseThrow().fingerprint();
        DecideRequest.Outcome outcome = approvals
                .decideRequest(people)
                .handle(request, requester(who), new Word(PersonDecision.Kind.APPROVE, null, fingerprint));
        if (!(outcome instanceof DecideRequest.Outcome.Decided)) {
            throw new AssertionError("Not decided: " + outcome);
        }
    }

    private static CommitRange history(CommitRange.Ends ends) {
        return new CommitRange(ends, Status.COMPLETE, List.of(ApprovalBench.commit("c".repeat(40), "dev")), 3, 1, null);
    }

    @Override
    public void close() {
        observed.close();
        pool.close();
    }

    private static final class Silent implements Outbox, Signals {
        @Override
        public void tell(Audience audience, Message message) {}

        @Override
        public void drop(String template, UUID subjectId) {}

        @Override
        public void raise(Signal signal) {}

        @Override
        public void subscribe(Signal signal, Runnable wake) {}
    }
}
