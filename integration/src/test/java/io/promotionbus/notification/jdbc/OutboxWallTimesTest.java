package io.promotionbus.notification.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.notification.Audience;
import io.promotionbus.notification.LongestWaits;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Messages;
import io.promotionbus.notification.Messages.Claimed;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.Pace;
import io.promotionbus.notification.Recipient;
import io.promotionbus.notification.ReportLedger;
import io.promotionbus.notification.RetrySchedule;
import io.promotionbus.notification.Templates;
import io.promotionbus.support.CountingIds;
import io.promotionbus.support.Recorder;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import io.promotionbus.support.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxWallTimesTest {

    private static final Duration AN_HOUR_BACK = Duration.ofHours(-1);
    private static final Pace PACE =
            new Pace(Duration.ofSeconds(45), Duration.ofMinutes(1), Duration.ofDays(3), 5, Duration.ofMinutes(10));

    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final TestStore store = new TestStore(TestDatabase.create());
    private final Messages messages = OutboxFixture.messages(store, new CountingIds(), new Recorder());
    private final OutboxWallTimes wallTimes = new OutboxWallTimes(
            store.jdbc(),
            new LongestWaits(
                    PACE, Map.of("slack", RetrySchedule.CHAT, "webhook", RetrySchedule.STANDARD_WEBHOOKS), Map.of()));

    @AfterEach
    void close() {
        store.close();
    }

    private int bringForward() {
        return wallTimes.bringForward(clock.instant());
    }

    private void tell() {
        messages.store(
                new Audience.Person("qa"),
                Message.of(
                        Templates.APPROVAL_REQUESTED,
                        UUID.randomUUID(),
                        Map.of(),
                        new Outbox.Context("shop", "stg", null, "c")),
                clock.instant());
    }

    /** A letter to the address, claimed that many times and put back but for the last. */
    private Claimed.ForPerson letter(String address, int attempts) {
        tell();
        Claimed.ForAudience audience = (Claimed.ForAudience) claim("audience");
        messages.audienceKnown(
                audience, "audience", List.of(new Recipient("qa", "QA", address, null, null)), null, clock.instant());
        Claimed letter = claim("letter");
        for (int attempt = 1; attempt < attempts; attempt++) {
            messages.retry(letter.id(), "letter", "away", clock.instant());
            letter = claim("letter");
        }
        return (Claimed.ForPerson) letter;
    }

    private Claimed claim(String claim) {
        return messages.claim(claim, clock.instant(), PACE.lease()).orElseThrow();
    }

    private boolean due() {
        return messages.claim("another", clock.instant(), PACE.lease()).isPresent();
    }

    private void retry(String address, int attempts, Duration pause) {
        Claimed letter = letter(address, attempts);
        messages.retry(letter.id(), "letter", "away", clock.instant().plus(pause));
    }

    @Test
    void sendsWhatIsNew() {
        tell();
        clock.advance(AN_HOUR_BACK);
        assertThat(due()).isFalse();

        assertThat(bringForward()).isEqualTo(1);
        assertThat(due()).isTrue();
    }

    @Test
    void sendsAgainWhatWaitedButNotBeforeItsTime() {
        retry("qa@example.org", 20, PACE.pause(20, 1));
        retry("slack:ops", 1, Duration.ofSeconds(5));
        assertThat(bringForward()).as("what they are to wait").isZero();

        clock.advance(AN_HOUR_BACK);
        assertThat(due()).isFalse();
        assertThat(bringForward()).isEqualTo(2);
        assertThat(due()).isTrue();
    }

    @Test
    void letsWaitForADayWhatHasFailedOften() {
        retry("webhook:ops", 9, Duration.ofHours(26));
        assertThat(bringForward()).isZero();
        assertThat(due()).isFalse();

        clock.advance(AN_HOUR_BACK);
        assertThat(bringForward())
                .as("no pause after nine attempts is that long")
                .isEqualTo(1);
        assertThat(due()).isTrue();
    }

    @Test
    void summarisesWhatWasPutAside() {
        Claimed.ForPerson letter = letter("qa@example.org", 1);
        messages.putAside(letter, "letter", clock.instant(), clock.instant().plus(Duration.ofHours(1)));
        assertThat(bringForward()).as("an hour is what a summary may wait").isZero();

        clock.advance(AN_HOUR_BACK);
        assertThat(messages.claimSummary("two", 10, clock.instant(), PACE.lease()))
                .isEmpty();
        assertThat(bringForward()).isEqualTo(1);
        assertThat(messages.claimSummary("two", 10, clock.instant(), PACE.lease()))
                .hasSize(1);
    }

    @Test
    void takesOverWhatALostReplicaHeldButNotFromOneThatLives() {
        Claimed lost = letter("qa@example.org", 1);
        assertThat(bringForward()).isZero();
        clock.advance(AN_HOUR_BACK);
        assertThat(bringForward()).isEqualTo(1);
        clock.advance(PACE.lease().minusSeconds(1));
        assertThat(due()).isFalse();

        clock.advance(Duration.ofSeconds(2));
        assertThat(due()).isTrue();
        assertThat(messages.sent(lost.id(), "letter", "id", clock.instant())).isFalse();
    }

    @Test
    void givesAPullRequestBack() {
        store.jdbc()
                .sql("""
                        INSERT INTO notification_report (repository, number, commit_sha, marker, version, wanted, claimed_by,
                            claimed_until)
                        VALUES ('acme/users', 1, 'c', :marker, 1, '{}', 'lost', :until)""")
                .param("marker", UUID.randomUUID())
                .param("until", clock.instant().plus(ReportLedger.LEASE).atOffset(ZoneOffset.UTC))
                .update();
        assertThat(bringForward()).isZero();
        clock.advance(AN_HOUR_BACK);
        assertThat(bringForward()).isEqualTo(1);
        assertThat(store.jdbc()
                        .sql("SELECT claimed_until FROM notification_report")
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant())
                .isEqualTo(clock.instant().plus(ReportLedger.LEASE));
    }

    @Test
    void refusesTheLateOneWhenTheClockJumpsADayAhead() {
        Claimed late = letter("qa@example.org", 1);
        clock.advance(Duration.ofDays(1));
        Claimed taken = claim("taken");

        assertThat(taken.id()).isEqualTo(late.id());
        assertThat(messages.sent(late.id(), "letter", "id", clock.instant())).isFalse();
        assertThat(messages.sent(taken.id(), "taken", "id", clock.instant())).isTrue();
    }
}
