package io.promotionbus.promotion;

import io.promotionbus.notification.ChangeReport;
import io.promotionbus.notification.ChangeReports;
import io.promotionbus.notification.ReportDestination;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.MergedChanges.Merged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who made a change in which stages it is and why it is not further. Looks at the lanes as they were evaluated
 * last and does nothing while they have not changed.
 */
public final class ReportChanges {

    /** Business time; what was merged longer ago is nobody's news. */
    private static final Duration RECENT = Duration.ofDays(30);

    private static final int MOST = 200;

    private final ChangeReports reports;
    private final MergedChanges changes;
    private final DeliveryFacts facts;
    private final StoredLanes lanes;
    private final LaneViews views;
    private final ChangeLines lines;
    private final Transactions transactions;
    private final BusinessClock clock;
    private volatile @Nullable Seen seen;

    public ReportChanges(
            ChangeReports reports,
            MergedChanges changes,
            DeliveryFacts facts,
            StoredLanes lanes,
            LaneViews views,
            ChangeLines lines,
            Transactions transactions,
            BusinessClock clock) {
        this.reports = reports;
        this.changes = changes;
        this.facts = facts;
        this.lanes = lanes;
        this.views = views;
        this.lines = lines;
        this.transactions = transactions;
        this.clock = clock;
    }

    public void handle() {
        Optional<ReportDestination> destination = reports.destination();
        if (destination.isEmpty() || look(destination.get()).equals(seen)) {
            return;
        }
        seen = transactions.call(() -> {
            reports.lock();
            Seen now = look(destination.get());
            if (!now.changes().isEmpty()) {
                publish(now, destination.get());
            }
            return now;
        });
    }

    private Seen look(ReportDestination destination) {
        List<Merged> recent = changes.since(clock.now().minus(RECENT), MOST).stream()
                .filter(change -> destination.is(change.repository()))
                .toList();
        return recent.isEmpty() ? new Seen(recent, List.of()) : new Seen(recent, lanes.views(null));
    }

    private void publish(Seen now, ReportDestination destination) {
        Map<LaneRef, LaneSummary> byLane = new LinkedHashMap<>();
        Map<LaneRef, LaneSummary> known = new LinkedHashMap<>();
        now.views().forEach(view -> known.put(view.lane(), views.read(view)));
        facts.stages(null).forEach(lane -> {
            LaneSummary summary = known.get(lane);
            if (summary != null && summary.managed()) {
                byLane.put(lane, summary);
            }
        });
        Map<Merged, List<ChangeLines.Found>> found =
                lines.of(now.changes(), new ArrayList<>(byLane.values()), destination.locale());
        reports.publish(found.entrySet().stream()
                .map(entry -> publication(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static ChangeReports.Publication publication(Merged change, List<ChangeLines.Found> where) {
        return new ChangeReports.Publication(
                new ChangeReport(change.repository(), change.number(), change.commit(), ChangeLines.named(where)),
                where.getFirst().project());
    }

    /** What the last report was made from. */
    private record Seen(List<Merged> changes, List<StoredLanes.View> views) {}
}
