package io.promotionbus.rollback;

import io.promotionbus.kargo.StageHealth;
import io.promotionbus.kargo.StageHealth.Status;
import io.promotionbus.policy.StagePolicy.Rollback;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a stage's health leads to a rollback. Pure; all times are business time.
 *
 * <p>Degraded for {@code unhealthyFor} or Progressing for {@code progressingFor}, both complete within {@code within} of the
 * Promotion that changed the stage, while none runs. A crash after a finished rollout shows as Progressing for ever, never as
 * Degraded. A stage that goes to and fro between the two has been unwell all the time. What nobody can judge by (Unknown, not
 * assessed, a revision that somebody else moved) never leads to a rollback; it is an alarm.
 */
public final class Trigger {

    private Trigger() {}

    /**
     * What is looked at.
     *
     * @param changedAt when the last Promotion changed the stage; absent when none ever did
     * @param unwellSince since when the stage has been Unhealthy or Progressing without a break; absent while it is not
     * @param resumedAt when an operator last resumed the stage: patience begins anew
     * @param busy a Promotion runs or is about to
     */
    public record Watched(
            Instant now,
            Rollback rule,
            @Nullable StageHealth health,
            @Nullable Instant changedAt,
            @Nullable Instant unwellSince,
            @Nullable Instant resumedAt,
            boolean busy) {}

    /** What follows. */
    public sealed interface Verdict {
        /** Nothing, until something happens. */
        record Quiet() implements Verdict {}

        /** Nothing yet; time alone may change it at {@code edge}. */
        record Waiting(Instant edge) implements Verdict {}

        record Fires(Cause cause, Instant since, String message) implements Verdict {}

        /** Somebody should look; nothing is rolled back. */
        record Alarm(Status status, Instant since, String message) implements Verdict {}
    }

    private static final Verdict QUIET = new Verdict.Quiet();

    public static Verdict of(Watched watched) {
        if (watched.busy()) {
            return QUIET;
        }
        StageHealth health = watched.health();
        if (health == null) {
            Instant since = watched.changedAt();
            return since == null ? QUIET : unclear(watched, Status.Unknown, since, "not assessed");
        }
        return switch (health.status()) {
            case Healthy -> QUIET;
            case Unknown, RevisionMismatch ->
                unclear(watched, health.status(), latest(health.since(), watched.changedAt()), health.message());
            case Unhealthy ->
                unwell(watched, health, Cause.UNHEALTHY, watched.rule().unhealthyFor());
            case Progressing ->
                unwell(watched, health, Cause.PROGRESSING, watched.rule().progressingFor());
        };
    }

    private static Verdict unclear(Watched watched, Status status, Instant since, String message) {
        Instant edge = since.plus(watched.rule().unhealthyFor());
        return edge.isAfter(watched.now()) ? new Verdict.Waiting(edge) : new Verdict.Alarm(status, since, message);
    }

    private static Verdict unwell(Watched watched, StageHealth health, Cause cause, Duration patience) {
        Instant changedAt = watched.changedAt();
        if (changedAt == null) {
            return QUIET;
        }
        Instant since = latest(latest(health.since(), changedAt), watched.resumedAt());
        Instant unwell = watched.unwellSince() == null
                ? since
                : latest(latest(watched.unwellSince(), changedAt), watched.resumedAt());
        Instant due = Stream.of(since.plus(patience), unwell.plus(watched.rule().progressingFor()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        if (due.isAfter(changedAt.plus(watched.rule().within()))) {
            return QUIET;
        }
        return due.isAfter(watched.now())
                ? new Verdict.Waiting(due)
                : new Verdict.Fires(cause, since.isBefore(unwell) ? since : unwell, health.message());
    }

    private static Instant latest(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
