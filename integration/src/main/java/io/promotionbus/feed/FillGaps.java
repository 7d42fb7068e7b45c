package io.promotionbus.feed;

import io.promotionbus.feed.CommitGraph.Gap;
import io.promotionbus.intake.ArtifactIntake.CommitFact;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.Lanes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks the Git host for the commits of pushes that were never delivered here; what is newest is then judged anew. */
public final class FillGaps {

    static final Duration AGAIN = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 10;

    private final CommitGraph commits;
    private final GitHost host;
    private final Transactions transactions;
    private final Lanes lanes;
    private final Clock clock;

    public FillGaps(CommitGraph commits, GitHost host, Transactions transactions, Lanes lanes, Clock clock) {
        this.commits = commits;
        this.host = host;
        this.transactions = transactions;
        this.lanes = lanes;
        this.clock = clock;
    }

    public void handle() {
        if (!host.configured()) {
            return;
        }
        Optional<Gap> gap = next();
        while (gap.isPresent()) {
            Gap found = gap.get();
            Optional<List<CommitFact>> history = host.history(found.repository(), found.sha());
            transactions.run(() -> {
                if (history.isPresent()) {
                    commits.fill(found, history.get());
                    lanes.evaluateAllSoon();
                } else if (found.attempts() >= ATTEMPTS) {
                    commits.giveUp(found);
                }
            });
            gap = next();
        }
    }

    private Optional<Gap> next() {
        Instant now = clock.instant();
        return transactions.call(() -> commits.nextGap(now, now.plus(AGAIN)));
    }
}
