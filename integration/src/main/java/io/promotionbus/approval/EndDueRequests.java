package io.promotionbus.approval;

import io.promotionbus.approval.ApprovalRequest.Reminding;
import io.promotionbus.approval.Requests.Lane;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Correlation;
import io.promotionbus.platform.DueWork;
import io.promotionbus.platform.Transactions;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.promotion.Lanes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What business time does to requests: those nobody decided expire, approvals that could not run in time expire, and
 * people are reminded as the policy says. One transaction per lane; safe on several replicas.
 */
public final class EndDueRequests implements DueWork {

    private final Requests requests;
    private final Lanes lanes;
    private final EndRequest endRequest;
    private final Ledger ledger;
    private final Announcements announcements;
    private final Transactions transactions;
    private final BusinessClock clock;

    EndDueRequests(
            Requests requests,
            Lanes lanes,
            EndRequest endRequest,
            Ledger ledger,
            Announcements announcements,
            Transactions transactions,
            BusinessClock clock) {
        this.requests = requests;
        this.lanes = lanes;
        this.endRequest = endRequest;
        this.ledger = ledger;
        this.announcements = announcements;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public boolean evaluateDue() {
        boolean changed = false;
        for (Lane lane : transactions.call(() -> requests.lanesDue(clock.now()))) {
            changed |= transactions.call(() -> evaluate(lane));
        }
        return changed;
    }

    private boolean evaluate(Lane lane) {
        lanes.lock(lane.project(), lane.stage());
        Instant now = clock.now();
        List<UUID> due = requests.due(lane.project(), lane.stage(), now);
        due.forEach(endRequest::expire);
        List<UUID> reminders = requests.remindersDue(lane.project(), lane.stage(), now);
        reminders.forEach(id -> remind(id, now));
        if (!due.isEmpty()) {
            lanes.evaluateSoon(lane.project(), lane.stage());
        }
        return !due.isEmpty() || !reminders.isEmpty();
    }

    /** One reminder, however many were missed while the bus was away or the clock was moved. */
    private void remind(UUID id, Instant now) {
        ApprovalRequest request = requests.find(id).orElseThrow();
        Optional<Duration> every = lanes.view(request.project(), request.stage(), request.freight())
                .flatMap(OpenRequest::gate)
                .map(StagePolicy.Approval::remindEvery);
        int number = request.reminding().sent() + 1;
        Reminding next = new Reminding(number, now, every.map(now::plus).orElse(null));
        Correlation.run(request.correlation(), () -> {
            ledger.changed(
                    request,
                    request.reminded(next),
                    ledger.about(request, Ledger.BUS, "approval.reminded").after("reminder", number));
            announcements.reminder(request, number);
        });
    }
}
