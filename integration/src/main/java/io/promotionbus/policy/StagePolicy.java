package io.promotionbus.policy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A StagePolicy object (promotionbus.io/v1alpha1), defaults applied. Absent sections are not defaulted on.
 *
 * @param uid and {@code generation} identify the exact version a decision was made under
 */
public record StagePolicy(
        String project,
        String name,
        String uid,
        long generation,
        List<String> stages,
        PromotionMode promotion,
        FeedMode feed,
        Duration verificationTimeout,
        @Nullable Approval approval,
        List<Window> windows,
        @Nullable Rollback rollback) {

    /** How long Degraded is tolerated; also says when a fix may enter, so it has a value without a rollback section. */
    public Duration unhealthyFor() {
        return rollback == null ? Rollback.OFF.unhealthyFor() : rollback.unhealthyFor();
    }

    /** As {@link #unhealthyFor} for a rollout that does not come to an end. */
    public Duration progressingFor() {
        return rollback == null ? Rollback.OFF.progressingFor() : rollback.progressingFor();
    }

    public enum PromotionMode {
        Automatic,
        Approval,
        Observe
    }

    public enum FeedMode {
        Direct,
        Refresh
    }

    public enum CommentRule {
        Never,
        OnReject,
        Always
    }

    /** Who must agree; any realm role, every entry met, one person counts once. */
    public record Requirement(String role, int count) {}

    public record Approval(
            List<Requirement> require,
            FourEyes fourEyes,
            List<String> distinctFrom,
            Duration expiresAfter,
            Duration validFor,
            @Nullable Duration remindEvery,
            CommentRule comment,
            @Nullable StepUp stepUp) {}

    public record FourEyes(String mode, String unknownAuthor, String whenUnavailable) {

        /** An absent section: nobody approves their own work unless the policy says that they may. */
        public static final FourEyes DEFAULT = new FourEyes("Authors", "SecondPerson", "Wait");

        public boolean off() {
            return mode.equals("None");
        }
    }

    public record StepUp(Duration maxAge) {}

    /** {@code schedule} is a 5-field cron expression in {@code timeZone}; the window lasts {@code duration} from each hit. */
    public record Window(
            String kind,
            String schedule,
            Duration duration,
            String timeZone,
            @Nullable String reason) {}

    public record Rollback(
            boolean enabled,
            Duration unhealthyFor,
            Duration progressingFor,
            Duration within,
            int maxInARow,
            boolean quarantine) {

        /** An absent section: off, with the durations that also open the lane. */
        public static final Rollback OFF =
                new Rollback(false, Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(30), 1, true);
    }
}
