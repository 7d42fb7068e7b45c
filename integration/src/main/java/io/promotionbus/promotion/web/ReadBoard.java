package io.promotionbus.promotion.web;

import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.policy.Freezes;
import io.promotionbus.policy.Policies;
import io.promotionbus.promotion.LaneSummary;
import io.promotionbus.promotion.LaneViews;
import io.promotionbus.promotion.StoredLanes;
import io.promotionbus.promotion.web.Shapes.BoardResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The board, in four queries however many projects there are. */
@Component
class ReadBoard {

    private final StoredLanes lanes;
    private final LaneViews views;
    private final ObservedCluster cluster;
    private final Freezes freezes;
    private final Policies policies;
    private final BusinessClock clock;
    private final MessageSource messages;

    ReadBoard(
            StoredLanes lanes,
            LaneViews views,
            ObservedCluster cluster,
            Freezes freezes,
            Policies policies,
            BusinessClock clock,
            MessageSource messages) {
        this.lanes = lanes;
        this.views = views;
        this.cluster = cluster;
        this.freezes = freezes;
        this.policies = policies;
        this.clock = clock;
        this.messages = messages;
    }

    /** @param project only this one, absent for all */
    BoardResponse board(@Nullable String project, Locale locale) {
        List<LaneSummary> summaries =
                lanes.views(project).stream().map(views::read).toList();
        List<String> projects = cluster.projects().stream()
                .filter(name -> project == null || name.equals(project))
                .toList();
        return new BoardPainter(messages, locale, clock.now(), PolicyTroubles.of(policies))
                .paint(projects, summaries, freezes.inForce(clock.now()));
    }
}
