package io.promotionbus.approval;

import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.approval.CommitReads.Claim;
import io.promotionbus.platform.Correlation;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.Lanes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the commits of requests until nothing is due. GitHub is asked outside of transactions; the answer is stored under
 * the lane's lock and changes the fingerprint, which is what makes a page opened before it out of date. The first answer,
 * even an empty one, is when people are told. While the request is open and commits are missing, it is tried again.
 */
public final class ReadCommits {

    public static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Requests requests;
    private final CommitReads commitReads;
    private final CommitHistory history;
    private final KnownAuthors knownAuthors;
    private final Lanes lanes;
    private final Ledger ledger;
    private final Announcements announcements;
    private final Transactions transactions;
    private final Clock wall;
    private final Ids ids;

    ReadCommits(
            Requests requests,
            CommitReads commitReads,
            CommitHistory history,
            KnownAuthors knownAuthors,
            Lanes lanes,
            Ledger ledger,
            Announcements announcements,
            Transactions transactions,
            Clock wall,
            Ids ids) {
        this.requests = requests;
        this.commitReads = commitReads;
        this.history = history;
        this.knownAuthors = knownAuthors;
        this.lanes = lanes;
        this.ledger = ledger;
        this.announcements = announcements;
        this.transactions = transactions;
        this.wall = wall;
        this.ids = ids;
    }

    /** Returns how many requests were worked on. */
    public int handle() {
        int count = 0;
        while (true) {
            String claim = ids.token(12);
            Optional<Claim> claimed = transactions.call(() -> commitReads.claim(claim, wall.instant(), LEASE));
            if (claimed.isEmpty()) {
                return count;
            }
            read(claimed.get(), claim);
            count++;
        }
    }

    private void read(Claim claimed, String claim) {
        Optional<ApprovalRequest> found = transactions.call(() -> requests.find(claimed.request()));
        if (found.isEmpty()) {
            return;
        }
        ApprovalRequest request = found.get();
        Correlation.run(request.correlation(), () -> {
            CommitRange range =
                    knownAuthors.in(history.between(request.commits().ends()));
            transactions.run(() -> store(request.id(), request.project(), request.stage(), range, claimed, claim));
        });
    }

    private void store(UUID id, String project, String stage, CommitRange range, Claim claimed, String claim) {
        lanes.lock(project, stage);
        ApprovalRequest request = requests.find(id).orElseThrow();
        boolean wanted = request.commits().ends().equals(range.ends());
        if (!commitReads.done(id, claim, next(range, wanted, claimed.attempts()))
                || !wanted
                || !(request.state() instanceof RequestState.Open)) {
            return;
        }
        ApprovalRequest known = lanes.view(project, stage, request.freight())
                .map(view -> request.seen(Look.with(request, view, range)))
                .orElse(request);
        // Why it waits is said by the lane, which does not know yet that the authors are known.
        lanes.evaluateSoon(project, stage);
        if (known.announced()) {
            ledger.refreshed(known);
        } else {
            ledger.refreshed(known.announcedNow());
            announcements.requested(
                    known,
                    requests.replacedBy(known).stream()
                            .map(replaced -> replaced.incoming().version())
                            .toList());
        }
    }

    /** Ends that changed meanwhile are due already; what is missing is tried again, less and less often. */
    private @Nullable Instant next(CommitRange range, boolean wanted, int attempts) {
        if (!wanted) {
            return wall.instant();
        }
        if (range.status() != Status.UNAVAILABLE) {
            return null;
        }
        return wall.instant().plus(pause(attempts, ids.jitter()));
    }

    private static Duration pause(int attempts, double jitter) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return bounded.plusMillis((long) (bounded.toMillis() * 0.2 * jitter));
    }

    /** No request waits longer than this to have its commits read. */
    public static Duration pauseAtMost() {
        return pause(Integer.MAX_VALUE, 1);
    }
}
