package io.promotionbus.notification;

import io.promotionbus.notification.Channel.ChannelUnavailable;
import io.promotionbus.notification.Channel.Sent;
import io.promotionbus.notification.Messages.Claimed;
import io.promotionbus.platform.Correlation;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.security.People.IdentityUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the outbox until nothing is due. Claims are short transactions of their own; the identity provider and the mail
 * server are asked outside of them; the end of each row is fenced by its claim.
 */
public final class DispatchMessages {

    private static final Logger LOG = LoggerFactory.getLogger(DispatchMessages.class);
    private static final int LARGEST_SUMMARY = 200;
    private static final int MOST_ATTEMPTS_AT_A_FAULT = 5;

    private final Messages messages;
    private final FindRecipients findRecipients;
    private final Channel channel;
    private final Pace pace;
    private final Clock wall;
    private final Ids ids;

    public DispatchMessages(
            Messages messages, FindRecipients findRecipients, Channel channel, Pace pace, Clock wall, Ids ids) {
        this.messages = messages;
        this.findRecipients = findRecipients;
        this.channel = channel;
        this.pace = pace;
        this.wall = wall;
        this.ids = ids;
    }

    /** Returns how many rows were worked on. */
    public int handle() {
        int total = 0;
        while (true) {
            String claim = ids.token(12);
            // One at a time: the lease can be short, and a replica that dies leaves at most one message waiting for it.
            Optional<Claimed> row = messages.claim(claim, wall.instant(), pace.lease());
            int worked = row.map(claimed -> serve(claimed, claim)).orElseGet(this::summarise);
            if (worked == 0) {
                return total;
            }
            total += worked;
        }
    }

    private int serve(Claimed row, String claim) {
        Correlation.run(row.correlation(), () -> {
            try {
                switch (row) {
                    case Claimed.ForAudience audience -> spread(audience, claim);
                    case Claimed.ForPerson person -> send(person, claim);
                }
            } catch (IdentityUnavailable away) {
                again(row, claim, String.valueOf(away.getMessage()));
            } catch (ChannelUnavailable away) {
                again(row, claim, String.valueOf(away.getMessage()), away.atLeast());
            } catch (RuntimeException fault) {
                // A message that cannot be made must not keep the others waiting, and must not vanish either.
                LOG.error("Message {} could not be made or stored", row.id(), fault);
                if (row.attempts() >= MOST_ATTEMPTS_AT_A_FAULT) {
                    messages.dead(row.id(), claim, fault.toString(), wall.instant());
                } else {
                    again(row, claim, fault.toString());
                }
            }
        });
        return 1;
    }

    private void spread(Claimed.ForAudience row, String claim) {
        Optional<FindRecipients.Found> found = findRecipients.of(row.audience(), row.message());
        if (found.isEmpty()) {
            again(row, claim, "the first message is still on its way");
            return;
        }
        String note = found.get().note();
        if (note != null) {
            LOG.warn(
                    "Message {} about {} does not reach everybody: {}",
                    row.message().template(),
                    row.message().subjectId(),
                    note);
        }
        messages.audienceKnown(row, claim, found.get().recipients(), note, wall.instant());
    }

    private void send(Claimed.ForPerson row, String claim) {
        Instant now = wall.instant();
        pace.hold(past -> messages.sentSince(row.letter(), now.minus(past)))
                .ifPresentOrElse(
                        hold -> messages.putAside(row, claim, now, now.plus(hold)),
                        () -> finish(row.id(), claim, channel.send(row.letter())));
    }

    private int summarise() {
        String claim = ids.token(12);
        List<Claimed.ForPerson> rows = messages.claimSummary(claim, LARGEST_SUMMARY, wall.instant(), pace.lease());
        if (rows.isEmpty()) {
            return 0;
        }
        try {
            Sent sent = channel.summarise(
                    rows.getFirst().id(),
                    rows.stream().map(Claimed.ForPerson::letter).toList());
            rows.forEach(row -> finish(row.id(), claim, sent));
        } catch (ChannelUnavailable away) {
            LOG.warn("A summary of {} messages waits: {}", rows.size(), away.getMessage());
            Instant now = wall.instant();
            Optional<Duration> pause = pause(rows.getFirst(), now);
            for (Claimed.ForPerson row : rows) {
                if (pause.isEmpty()) {
                    giveUp(row, claim, String.valueOf(away.getMessage()), now);
                } else {
                    messages.putAside(row, claim, now, now.plus(pause.get()));
                }
            }
        }
        return rows.size();
    }

    private void finish(UUID id, String claim, Sent sent) {
        boolean held = switch (sent) {
            case Sent.Delivered delivered -> messages.sent(id, claim, delivered.reference(), wall.instant());
            case Sent.Refused refused -> {
                LOG.error("Message {} will never arrive: {}", id, refused.because());
                yield messages.dead(id, claim, refused.because(), wall.instant());
            }
        };
        if (!held) {
            LOG.warn("Message {} took longer than its lease; it may be sent again under the same Message-ID", id);
        }
    }

    private void again(Claimed row, String claim, String error) {
        again(row, claim, error, Duration.ZERO);
    }

    private void again(Claimed row, String claim, String error, Duration atLeast) {
        Instant now = wall.instant();
        pause(row, now)
                .map(pause -> pause.compareTo(atLeast) < 0 ? atLeast : pause)
                .ifPresentOrElse(
                        pause -> messages.retry(row.id(), claim, error, now.plus(pause)),
                        () -> giveUp(row, claim, error, now));
    }

    private void giveUp(Claimed row, String claim, String error, Instant now) {
        LOG.error("Message {} was given up after {} attempts: {}", row.id(), row.attempts(), error);
        messages.dead(row.id(), claim, error, now);
    }

    /** By the channel's schedule if it has one, else by the outbox's pace; empty when there is no further attempt. */
    private Optional<Duration> pause(Claimed row, Instant now) {
        if (pace.tooOld(row.createdAt(), now)) {
            return Optional.empty();
        }
        Optional<RetrySchedule> schedule = row instanceof Claimed.ForPerson person
                ? channel.schedule(person.letter().recipient())
                : Optional.empty();
        return schedule.isPresent()
                ? schedule.get().after(row.attempts(), ids.jitter())
                : Optional.of(pace.pause(row.attempts(), ids.jitter()));
    }
}
