package io.promotionbus.rollback;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.StageHealth;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.Templates;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.Situation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who hears of what: operators of everything, and of a rollback also those who decide about the stage. */
public final class TellRollback {

    private static final String OPERATORS = "operator";
    private static final int SHORT_NAME = 7;

    private final Outbox outbox;

    public TellRollback(Outbox outbox) {
        this.outbox = outbox;
    }

    /** {@code detail} is what the cluster said; empty for a person's rollback, whose reason says it all. */
    void rolledBack(LaneRef lane, Situation situation, Freight bad, Freight target, Rollback rollback, String detail) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("images", repositories(bad));
        model.put("from", version(bad));
        model.put("to", version(target));
        model.put("because", rollback.reason());
        if (rollback.cause() != Cause.MANUAL) {
            model.put("cause", rollback.cause().slug());
            model.put("detail", detail);
        }
        Outbox.Context context = new Outbox.Context(
                lane.project(), lane.stage(), bad.name(), rollback.id().toString());
        for (String role : concerned(situation)) {
            outbox.tellRole(role, Templates.ROLLED_BACK, rollback.id(), model, context);
        }
    }

    void stopped(LaneRef lane, @Nullable Freight bad, WatchState.Stop stop, String because) {
        operators(
                Templates.ROLLBACK_STOPPED,
                stop.id(),
                lane,
                bad,
                because,
                stop.cause().slug(),
                stop.text());
    }

    void unclear(LaneRef lane, @Nullable Freight running, UUID id, WatchState.Alarm alarm, String because) {
        String cause = alarm.status() == StageHealth.Status.RevisionMismatch ? "revision-mismatch" : "unknown";
        operators(Templates.HEALTH_UNCLEAR, id, lane, running, because, cause, alarm.text());
    }

    private void operators(
            String template,
            UUID id,
            LaneRef lane,
            @Nullable Freight freight,
            String because,
            String cause,
            String detail) {
        Map<String, Object> model = new LinkedHashMap<>();
        if (freight != null) {
            model.put("images", repositories(freight));
            model.put("from", version(freight));
        }
        model.put("because", because);
        model.put("cause", cause);
        model.put("detail", detail);
        outbox.tellRole(
                OPERATORS,
                template,
                id,
                model,
                new Outbox.Context(
                        lane.project(), lane.stage(), freight == null ? null : freight.name(), id.toString()));
    }

    private static Set<String> concerned(Situation situation) {
        Set<String> roles = new LinkedHashSet<>();
        roles.add(OPERATORS);
        situation
                .policy()
                .map(StagePolicy::approval)
                .ifPresent(approval -> approval.require().forEach(required -> roles.add(required.role())));
        return roles;
    }

    private static List<String> repositories(Freight freight) {
        return freight.images().stream().map(Image::repoUrl).distinct().toList();
    }

    /** As people name it: the tag all images share, else all tags, else the start of the Freight's name. */
    private static String version(Freight freight) {
        String tags = freight.images().stream().map(Image::tag).distinct().collect(Collectors.joining(", "));
        return tags.isEmpty()
                ? freight.name()
                        .substring(0, Math.min(SHORT_NAME, freight.name().length()))
                : tags;
    }
}
