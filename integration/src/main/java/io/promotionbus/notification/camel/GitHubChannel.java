package io.promotionbus.notification.camel;

import io.promotionbus.notification.Channel;
import io.promotionbus.notification.Letter;
import io.promotionbus.notification.Recipient;
import io.promotionbus.notification.ReportDestination;
import io.promotionbus.notification.ReportLedger;
import io.promotionbus.notification.ReportLedger.Entry;
import io.promotionbus.notification.RetrySchedule;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.camel.GitHubAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Pull requests. A letter is only the news that a report has changed; what is written is what the report wants when the
 * letter is sent, so that a late letter never brings back an old text and many letters cost no more than one.
 */
@Component
class GitHubChannel implements Channel {

    private static final Pattern ADDRESS = Pattern.compile("github:([^#]+)#(\\d{1,9})");

    private final ReportDestination destination;
    private final ReportLedger ledger;
    private final TellPullRequest tell;
    private final Clock wall;
    private final Ids ids;
    private volatile Instant closedUntil = Instant.MIN;

    GitHubChannel(ReportDestination destination, ReportLedger ledger, TellPullRequest tell, Clock wall, Ids ids) {
        this.destination = destination;
        this.ledger = ledger;
        this.tell = tell;
        this.wall = wall;
        this.ids = ids;
    }

    @Override
    public Sent send(Letter letter) {
        return send(letter.recipient());
    }

    @Override
    public Sent summarise(UUID id, List<Letter> letters) {
        return send(letters.getFirst().recipient());
    }

    private Sent send(Recipient recipient) {
        Matcher address = ADDRESS.matcher(recipient.address());
        if (!address.matches() || !destination.is(address.group(1))) {
            return new Sent.Refused("pull requests of that repository are no longer reported to");
        }
        Duration closed = Duration.between(wall.instant(), closedUntil);
        // Longer than it is ever closed means that the clock was set back meanwhile.
        if (closed.isPositive() && closed.compareTo(GitHubAnswer.LONGEST_PAUSE) <= 0) {
            throw new ChannelUnavailable("GitHub limits the requests", null, closed);
        }
        return locked(address.group(1), Integer.parseInt(address.group(2)));
    }

    private Sent locked(String repository, int number) {
        String claim = ids.token(12);
        Instant now = wall.instant();
        Optional<Entry> entry = ledger.claim(repository, number, claim, now, now.plus(ReportLedger.LEASE));
        if (entry.isEmpty()) {
            if (ledger.exists(repository, number)) {
                throw new ChannelUnavailable("another replica is writing to the pull request", null);
            }
            return new Sent.Refused("nothing is known of the pull request");
        }
        try {
            return tell.about(entry.get(), claim);
        } catch (ChannelUnavailable away) {
            if (!away.atLeast().isZero()) {
                closedUntil = wall.instant().plus(away.atLeast());
            }
            throw away;
        } finally {
            ledger.release(entry.get(), claim);
        }
    }

    @Override
    public Optional<RetrySchedule> schedule(Recipient recipient) {
        return Optional.of(RetrySchedule.PULL_REQUEST);
    }
}
