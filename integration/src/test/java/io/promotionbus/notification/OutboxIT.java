package io.promotionbus.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.promotionbus.notification.jdbc.OutboxFixture;
import io.promotionbus.notification.mail.MailFixture;
import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.security.People.Person;
import io.promotionbus.support.CountingIds;
import io.promotionbus.support.KnownPeople;
import io.promotionbus.support.Recorder;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import io.promotionbus.support.TestStore;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outbox on a real PostgreSQL, a real SMTP conversation and the real words. */
class OutboxIT {

    private static final Outbox.Context STG = new Outbox.Context("image-promotion", "stg", "f".repeat(40), "c-1");

    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final KnownPeople people =
            new KnownPeople().with("qa", "qa").with("lead", "qa", "po").with("po", "po");
    private final GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final TestStore store = new TestStore(TestDatabase.create());
    private final Recorder recorder = new Recorder();
    private final Messages messages = OutboxFixture.messages(store, new CountingIds(), recorder);
    private final Outbox outbox = new StoredOutbox(messages, new NoSignals(), clock);
    private DispatchMessages dispatch;

    @BeforeEach
    void start() throws Exception {
        smtp.start();
        dispatch = dispatcher(smtp.getSmtp().getPort());
    }

    @AfterEach
    void stop() {
        smtp.stop();
        store.close();
    }

    private DispatchMessages dispatcher(int port) throws Exception {
        Pace pace =
                new Pace(Duration.ofSeconds(45), Duration.ofMinutes(1), Duration.ofDays(3), 5, Duration.ofMinutes(10));
        return new DispatchMessages(
                messages,
                new FindRecipients(people, messages, Subscriptions.NONE),
                MailFixture.channel(port, clock),
                pace,
                clock,
                new CountingIds());
    }

    @Test
    void sendsOneMailPerPersonHoweverManyRolesAndRepetitions() {
        UUID request = UUID.randomUUID();
        outbox.tellRole("qa", Templates.APPROVAL_REQUESTED, request, model(), STG);
        outbox.tellRole("po", Templates.APPROVAL_REQUESTED, request, model(), STG);
        outbox.tellRole("qa", Templates.APPROVAL_REQUESTED, request, model(), STG);
        dispatch.handle();
        outbox.tellRole("qa", Templates.APPROVAL_REQUESTED, request, model(), STG);
        dispatch.handle();

        assertThat(recipients()).containsExactlyInAnyOrder("qa@example.org", "lead@example.org", "po@example.org");
    }

    @Test
    void writesMultipartInTheLanguageOfTheRecipient() throws Exception {
        Person english = new Person(
                KnownPeople.ISSUER,
                "sub-en",
                "en",
                "Erin",
                "en@example.org",
                true,
                true,
                false,
                Set.of("qa"),
                null,
                "en");
        people.with(english);
        UUID request = UUID.randomUUID();
        outbox.tellRole("qa", Templates.APPROVAL_REQUESTED, request, model(), STG);
        dispatch.handle();

        MimeMessage portuguese = mailTo("qa@example.org");
        assertThat(portuguese.getSubject()).isEqualTo("Aprovar 8c1e77a00000 para stg? (image-promotion)");
        assertThat(mailTo("en@example.org").getSubject()).isEqualTo("Approve 8c1e77a00000 for stg? (image-promotion)");
        assertThat(portuguese.getContentType()).startsWith("multipart/alternative");
        Multipart parts = (Multipart) portuguese.getContent();
        String text = (String) parts.getBodyPart(0).getContent();
        String html = (String) parts.getBodyPart(1).getContent();
        assertThat(text)
                .contains("https://bus.example.org/approvals/" + request)
                .contains("Hoje: 4f2c9e1")
                .contains("Viria: 8c1e77a00000")
                .contains("quinta-feira, 5 de março, 09:00 (BRT)");
        assertThat(html)
                .contains("lang=\"pt-BR\"")
                .contains("href=\"https://bus.example.org/approvals/" + request + "\"")
                .contains("Nothing &lt;b&gt; here".replace("Nothing", "Fix"))
                .doesNotContain("<b>");
    }

    @Test
    void keepsTheMessageIdWhenAReplicaDiesInTheMiddle() throws Exception {
        UUID request = UUID.randomUUID();
        outbox.tellPerson(KnownPeople.subject("qa"), Templates.APPROVAL_REQUESTED, request, model(), STG);
        Messages.Claimed audience = messages.claim("dead-replica", clock.now(), Duration.ofSeconds(45))
                .orElseThrow();
        dispatch.handle();
        assertThat(smtp.getReceivedMessages()).as("leased by the dead one").isEmpty();
        clock.advance(Duration.ofSeconds(46));
        dispatch.handle();
        assertThat(recipients()).containsExactly("qa@example.org");
        assertThat(messages.audienceKnown(
                        (Messages.Claimed.ForAudience) audience, "dead-replica", List.of(), null, clock.now()))
                .as("the dead one comes back and finds its lease gone")
                .isFalse();
        String row = store.jdbc()
                .sql("SELECT id FROM outbox WHERE kind = 'letter'")
                .query(String.class)
                .single();
        assertThat(mailTo("qa@example.org").getMessageID()).isEqualTo("<" + row + "@bus.example.org>");
    }

    @Test
    void waitsWhileTheMailServerIsAwayAndSaysWhy() throws Exception {
        int port = smtp.getSmtp().getPort();
        smtp.stop();
        outbox.tellRole("po", Templates.PROMOTION_FAILED, UUID.randomUUID(), Map.of("to", "1.2.3"), STG);
        dispatch.handle();
        assertThat(messages.backlog().waiting()).isEqualTo(2);
        assertThat(messages.backlog().lastError()).contains("mail server");

        GreenMail again = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        again.start();
        try {
            dispatch.handle();
            assertThat(again.getReceivedMessages()).as("the pause is kept").isEmpty();
            clock.advance(Duration.ofSeconds(3));
            dispatch.handle();
            assertThat(again.getReceivedMessages()).hasSize(2);
            assertThat(messages.backlog().waiting()).isZero();
        } finally {
            again.stop();
        }
    }

    @Test
    void waitsWhileTheIdentityProviderIsAway() {
        people.away(true);
        outbox.tellRole("po", Templates.PROMOTION_FAILED, UUID.randomUUID(), Map.of(), STG);
        dispatch.handle();
        people.away(false);
        clock.advance(Duration.ofSeconds(2));
        dispatch.handle();
        assertThat(recipients()).containsExactlyInAnyOrder("lead@example.org", "po@example.org");
    }

    @Test
    void givesUpVisiblyAfterTheLimit() {
        smtp.stop();
        outbox.tellPerson(KnownPeople.subject("po"), Templates.PROMOTION_FAILED, UUID.randomUUID(), Map.of(), STG);
        dispatch.handle();
        clock.advance(Duration.ofDays(4));
        dispatch.handle();
        assertThat(messages.backlog().dead()).isEqualTo(1);
        assertThat(recorder.actions()).containsExactly("notification.dead");
        assertThat(messages.backlog().waiting()).isZero();
    }

    @Test
    void doesNotSendWhatWasTakenBack() {
        UUID request = UUID.randomUUID();
        outbox.tellRole("qa", Templates.APPROVAL_REQUESTED, request, model(), STG);
        outbox.drop(Templates.APPROVAL_REQUESTED, request);
        dispatch.handle();
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void followsUpOnlyWithThoseWhoWereToldAndNeitherActedNorHearOtherwise() throws Exception {
        people.with("qa2", "qa").with("qa3", "qa");
        UUID old = UUID.randomUUID();
        outbox.tellRole("qa", Templates.APPROVAL_REQUESTED, old, model(), STG);
        dispatch.handle();
        String answered = mailTo("qa3@example.org").getMessageID();
        smtp.purgeEmailFromAllMailboxes();
        outbox.tell(
                new Audience.Told(Templates.APPROVAL_REQUESTED, old, Set.of(KnownPeople.subject("qa")), Set.of("po")),
                Message.of(Templates.APPROVAL_SUPERSEDED, old, Map.of("to", "1", "by", "2"), STG));
        dispatch.handle();

        assertThat(recipients()).containsExactlyInAnyOrder("qa2@example.org", "qa3@example.org");
        assertThat(mailTo("qa3@example.org").getHeader("In-Reply-To")).containsExactly(answered);
    }

    @Test
    void gathersAStormIntoOneSummary() throws Exception {
        for (int i = 0; i < 40; i++) {
            outbox.tellPerson(
                    KnownPeople.subject("po"),
                    Templates.PROMOTION_FAILED,
                    UUID.randomUUID(),
                    Map.of("to", "v" + i),
                    STG);
        }
        dispatch.handle();
        assertThat(smtp.getReceivedMessages()).hasSize(5);
        clock.advance(Duration.ofMinutes(11));
        dispatch.handle();
        assertThat(smtp.getReceivedMessages()).hasSize(6);
        MimeMessage summary = smtp.getReceivedMessages()[5];
        assertThat(summary.getSubject()).isEqualTo("35 mensagens sobre stg (image-promotion)");
        assertThat(messages.backlog().waiting()).isZero();
    }

    @Test
    void sendsEachMailOnceWithTwoReplicas() {
        for (int i = 0; i < 60; i++) {
            Outbox.Context stage = new Outbox.Context("image-promotion", "stage-" + i, null, "c-" + i);
            outbox.tellRole("po", Templates.PROMOTION_FAILED, UUID.randomUUID(), Map.of("to", "v" + i), stage);
        }
        try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            CompletableFuture.allOf(IntStream.range(0, 4)
                            .mapToObj(i -> CompletableFuture.runAsync(() -> dispatch.handle(), replicas))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
        dispatch.handle();
        assertThat(recipients()).hasSize(120);
        assertThat(Arrays.stream(smtp.getReceivedMessages()).map(OutboxIT::messageId))
                .doesNotHaveDuplicates();
    }

    @Test
    void namesThoseItCannotReach() {
        people.with(new Person(
                KnownPeople.ISSUER,
                "sub-x",
                "nomail",
                "No Mail",
                null,
                false,
                true,
                false,
                Set.of("auditor"),
                null,
                null));
        outbox.tellRole("auditor", Templates.PROMOTION_FAILED, UUID.randomUUID(), Map.of(), STG);
        outbox.tellRole("nobody", Templates.PROMOTION_FAILED, UUID.randomUUID(), Map.of(), STG);
        dispatch.handle();
        assertThat(store.jdbc()
                        .sql("SELECT last_error FROM outbox ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("no verified e-mail: nomail", "nobody has the role nobody");
    }

    @Test
    void lettersCannotForgeHeaders() throws Exception {
        people.with(new Person(
                KnownPeople.ISSUER,
                "sub-evil",
                "evil",
                "Evil\r\nBcc: all@example.org",
                "evil@example.org",
                true,
                true,
                false,
                Set.of("auditor"),
                null,
                null));
        outbox.tellRole(
                "auditor",
                Templates.PROMOTION_FAILED,
                UUID.randomUUID(),
                Map.of("to", "1\r\nBcc: all@example.org"),
                STG);
        dispatch.handle();
        MimeMessage mail = mailTo("evil@example.org");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(smtp.getReceivedMessages()).hasSize(1);
    }

    private static Map<String, Object> model() {
        return Map.of(
                "images",
                List.of("acme/users-api"),
                "from",
                "4f2c9e1",
                "to",
                "8c1e77a" + "0".repeat(33),
                "expiresAt",
                "2026-03-05T12:00:00Z",
                "reason",
                "Fix <b> here");
    }

    private List<String> recipients() {
        return Arrays.stream(smtp.getReceivedMessages()).map(OutboxIT::to).toList();
    }

    private MimeMessage mailTo(String address) {
        return Arrays.stream(smtp.getReceivedMessages())
                .filter(mail -> to(mail).equals(address))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no mail to " + address + " among " + recipients()));
    }

    private static String to(MimeMessage mail) {
        try {
            return ((jakarta.mail.internet.InternetAddress) mail.getAllRecipients()[0]).getAddress();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String messageId(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class NoSignals implements Signals {
        @Override
        public void raise(Signal signal) {}

        @Override
        public void subscribe(Signal signal, Runnable wake) {}
    }
}
