package io.promotionbus.notification.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.notification.Channels;
import io.promotionbus.notification.DispatchMessages;
import io.promotionbus.notification.FindRecipients;
import io.promotionbus.notification.Messages;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.Pace;
import io.promotionbus.notification.StoredOutbox;
import io.promotionbus.notification.Templates;
import io.promotionbus.notification.WebhookSignature;
import io.promotionbus.notification.jdbc.OutboxFixture;
import io.promotionbus.notification.mail.MailFixture;
import io.promotionbus.platform.InvalidConfiguration;
import io.promotionbus.platform.camel.RouteErrorPolicies;
import io.promotionbus.platform.web.Problems;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.LoopbackServer;
import io.promotionbus.sandbox.http.Request;
import io.promotionbus.support.CountingIds;
import io.promotionbus.support.KnownPeople;
import io.promotionbus.support.Recorder;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import io.promotionbus.support.TestStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chat rooms and machines: real rows, real routes, real HTTP. */
class TargetsIT {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Outbox.Context STG = new Outbox.Context("image-promotion", "stg", "f".repeat(40), "c-1");

    private final List<Request> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private final LoopbackServer server = LoopbackServer.start(0, request -> {
        received.add(request);
        Answer answer = Answer.json(status, Map.of());
        return status == 302 ? answer.with("Location", "/elsewhere") : answer;
    });
    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final TestStore store = new TestStore(TestDatabase.create());
    private final Recorder recorder = new Recorder();
    private final Messages messages = OutboxFixture.messages(store, new CountingIds(), recorder);
    private final Outbox outbox = new StoredOutbox(messages, recorder, clock);
    private final CamelContext camel = new DefaultCamelContext();
    private DispatchMessages dispatch;

    @BeforeEach
    void start() throws Exception {
        dispatch = dispatcher(targets("127.0.0.1", Set.of(), Set.of("127.0.0.1")));
    }

    private Targets targets(String host, Set<String> allowed, Set<String> inside) {
        URI room = URI.create("http://" + host + ":" + server.port() + "/services/T0/B0/room-secret");
        URI machine = URI.create("http://" + host + ":" + server.port() + "/hook?of=bus");
        return new Targets(new TargetProperties(
                Map.of("releases", new TargetProperties.Room(room, "en", Set.of(), Set.of("stg", "prod"))),
                Map.of(
                        "robot",
                        new TargetProperties.Machine(
                                machine, List.of(SECRET), null, Set.of("image-promotion"), Set.of())),
                allowed,
                inside));
    }

    private DispatchMessages dispatcher(Targets targets) throws Exception {
        camel.addRoutes(new RouteErrorPolicies(Problems.standalone()));
        camel.addRoutes(new TargetRoutes(targets));
        camel.start();
        PostMessage post = new PostMessage(camel);
        SlackChannel slack = new SlackChannel(targets, MailFixture.composer(), post);
        WebhookChannel webhook = new WebhookChannel(targets, MailFixture.composer(), post, clock);
        return new DispatchMessages(
                messages,
                new FindRecipients(new KnownPeople().with("nobody", "other"), messages, targets),
                new Channels(MailFixture.channel(1, clock), Map.of("slack", slack, "webhook", webhook)),
                new Pace(Duration.ofSeconds(45), Duration.ofMinutes(1), Duration.ofDays(4), 5, Duration.ofMinutes(10)),
                clock,
                new CountingIds());
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
        store.close();
    }

    private void failedPromotion(Outbox.Context place, Map<String, Object> model) {
        outbox.tellRole("operator", Templates.PROMOTION_FAILED, UUID.randomUUID(), model, place);
    }

    @Test
    void signsEveryAttemptUnderTheSameId() throws Exception {
        status = 503;
        failedPromotion(STG, Map.of("to", "1.2.3", "because", "kaput"));
        dispatch.handle();
        clock.advance(Duration.ofSeconds(6));
        status = 200;
        dispatch.handle();

        List<Request> calls = calls("/hook");
        assertThat(calls).hasSize(2);
        assertThat(calls.getFirst().header("webhook-id"))
                .isEqualTo(calls.getLast().header("webhook-id"))
                .startsWith("msg_");
        for (Request call : calls) {
            Instant at = Instant.ofEpochSecond(Long.parseLong(call.header("webhook-timestamp")));
            String body = new String(call.body(), StandardCharsets.UTF_8);
            assertThat(call.header("webhook-signature"))
                    .isEqualTo(new WebhookSignature(List.of(SECRET)).of(call.header("webhook-id"), at, body));
            assertThat(call.parameter("of")).contains("bus");
        }
        JsonNode event = new ObjectMapper().readTree(calls.getLast().body());
        assertThat(event.path("type").asText()).isEqualTo("promotion-failed");
        assertThat(event.at("/data/stage").asText()).isEqualTo("stg");
        assertThat(event.at("/data/values/because").asText()).isEqualTo("kaput");
        assertThat(event.at("/data/url").asText()).startsWith("https://bus.example.org/lineage/");
        assertThat(messages.backlog().waiting()).isZero();
    }

    @Test
    void escapesWhatPeopleWrote() throws Exception {
        failedPromotion(
                STG,
                Map.of("to", "1", "because", "<!channel> <https://evil.example|click> & \r\nX-Evil: 1\u2028\u202egnp"));
        dispatch.handle();
        Request call = calls("/services").getFirst();
        String text = new ObjectMapper().readTree(call.body()).path("text").asText();
        assertThat(text)
                .contains("&lt;!channel&gt; &lt;https://evil.example|click&gt; &amp;  X-Evil: 1 gnp")
                .doesNotContain("<!")
                .contains("<https://bus.example.org/lineage/");
        assertThat(call.header("x-evil")).isEmpty();
    }

    @Test
    void tellsEachTargetWhatItHears() {
        failedPromotion(new Outbox.Context("image-promotion", "dev", null, "c-2"), Map.of("to", "1"));
        failedPromotion(new Outbox.Context("other", "stg", null, "c-3"), Map.of("to", "1"));
        outbox.tellPerson(KnownPeople.subject("nobody"), Templates.PROMOTION_FAILED, UUID.randomUUID(), Map.of(), STG);
        dispatch.handle();
        assertThat(calls("/hook")).as("the project's, of any stage").hasSize(1);
        assertThat(calls("/services"))
                .as("of stg; what is for one person is for nobody else")
                .hasSize(1);
    }

    @Test
    void doesNotFollowARedirect() {
        status = 302;
        failedPromotion(STG, Map.of("to", "1"));
        dispatch.handle();
        assertThat(calls("/elsewhere")).isEmpty();
        assertThat(messages.backlog().dead()).isEqualTo(2);
        assertThat(recorder.actions()).containsExactly("notification.dead", "notification.dead");
        assertThat(recorder.audited.toString()).doesNotContain("room-secret");
    }

    @Test
    void givesUpAfterTheScheduleOfTheChannel() {
        status = 500;
        failedPromotion(new Outbox.Context("other", "stg", null, "c-1"), Map.of("to", "1"));
        for (int hour = 0; hour < 30; hour++) {
            dispatch.handle();
            clock.advance(Duration.ofHours(1));
        }
        assertThat(calls("/services").size()).isBetween(6, 8);
        assertThat(messages.backlog().dead()).isEqualTo(1);
        assertThat(messages.backlog().lastError()).isEqualTo("slack:releases answered 500");
    }

    @Test
    void aDayOfFailuresIsAFewSummaries() {
        for (int minute = 0; minute < 24 * 60; minute += 2) {
            failedPromotion(new Outbox.Context("other", "stg", null, "c-" + minute), Map.of("to", "v" + minute));
            dispatch.handle();
            clock.advance(Duration.ofMinutes(2));
        }
        clock.advance(Duration.ofHours(2));
        dispatch.handle();
        assertThat(messages.backlog().waiting()).isZero();
        assertThat(calls("/services").size()).as("of 720 messages").isLessThan(40);
    }

    @Test
    void neverCallsAPrivateAddressUnderAnAllowedName() {
        TargetRoutes.PublicOnly resolver = new TargetRoutes.PublicOnly();
        assertThatThrownBy(() -> resolver.resolve("localhost")).hasMessageContaining("private address");
        assertThatThrownBy(() -> resolver.resolve("169.254.169.254")).hasMessageContaining("private address");
        assertThatThrownBy(() -> targets("127.0.0.1", Set.of("127.0.0.1"), Set.of()))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("bus.notification.")
                .hasMessageContaining("https");
    }

    private List<Request> calls(String path) {
        return received.stream()
                .filter(request -> request.path().startsWith(path))
                .toList();
    }
}
