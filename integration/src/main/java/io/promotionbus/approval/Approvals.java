package io.promotionbus.approval;

import io.promotionbus.audit.AuditLog;
import io.promotionbus.notification.Outbox;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import io.promotionbus.platform.security.People;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.promotion.Promotions;
import java.time.Clock;

/** Puts the parts of this feature together, so that nothing outside needs to know them. */
public final class Approvals {

    private final Requests requests;
    private final DecisionRecords decisions;
    private final CommitReads commitReads;
    private final Lanes lanes;
    private final Sources sources;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final Clock wall;
    private final Ids ids;
    private final Ledger ledger;
    private final Announcements announcements;
    private final OpenRequest openRequest;
    private final EndRequest endRequest;
    private final Refresh refresh;

    public Approvals(
            ApprovalStores stores,
            Lanes lanes,
            AuditLog audit,
            Outbox outbox,
            Changes changes,
            Sources sources,
            Transactions transactions,
            Signals signals,
            BusinessClock clock,
            Clock wall,
            Ids ids) {
        this.requests = stores.requests();
        this.decisions = stores.decisions();
        this.commitReads = stores.commitReads();
        this.lanes = lanes;
        this.sources = sources;
        this.transactions = transactions;
        this.clock = clock;
        this.wall = wall;
        this.ids = ids;
        this.ledger = new Ledger(requests, decisions, audit, changes);
        this.announcements = new Announcements(outbox);
        this.openRequest = new OpenRequest(commitReads, ledger, announcements, sources, clock, wall, ids, signals);
        this.endRequest = new EndRequest(requests, ledger, announcements, clock);
        this.refresh = new Refresh(commitReads, lanes, ledger, sources, wall, signals);
    }

    public StoredConsents consents() {
        return new StoredConsents(requests, lanes, openRequest, endRequest, refresh, ledger, clock);
    }

    public DecideRequest decideRequest(People people) {
        return new DecideRequest(
                requests,
                decisions,
                lanes,
                people,
                ledger,
                announcements,
                endRequest,
                sources,
                transactions,
                clock,
                wall,
                ids);
    }

    public AskExplicitly askExplicitly() {
        return new AskExplicitly(requests, lanes, openRequest, endRequest, ledger, transactions);
    }

    public ReadRequests readRequests(People people, Promotions promotions) {
        return new ReadRequests(
                requests,
                people,
                new Contexts(decisions, lanes, promotions, sources),
                new ShowRequest(new RoleMembers(people, wall), clock, wall));
    }

    public ReadCommits readCommits(CommitHistory history, People people) {
        KnownAuthors authors = new KnownAuthors(people);
        return new ReadCommits(
                requests, commitReads, history, authors, lanes, ledger, announcements, transactions, wall, ids);
    }

    public EndDueRequests endDueRequests() {
        return new EndDueRequests(requests, lanes, endRequest, ledger, announcements, transactions, clock);
    }
}
