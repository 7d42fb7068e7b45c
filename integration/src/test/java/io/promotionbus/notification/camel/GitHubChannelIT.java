package io.promotionbus.notification.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.notification.ChangeReport;
import io.promotionbus.notification.ChangeReport.Line;
import io.promotionbus.notification.ChangeReport.Standing;
import io.promotionbus.notification.ChangeReports;
import io.promotionbus.notification.ChangeReports.Publication;
import io.promotionbus.notification.Channel;
import io.promotionbus.notification.Channels;
import io.promotionbus.notification.DispatchMessages;
import io.promotionbus.notification.FindRecipients;
import io.promotionbus.notification.Letter;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Messages;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.Pace;
import io.promotionbus.notification.Recipient;
import io.promotionbus.notification.ReportDestination;
import io.promotionbus.notification.StoredOutbox;
import io.promotionbus.notification.Subscriptions;
import io.promotionbus.notification.Templates;
import io.promotionbus.notification.jdbc.OutboxFixture;
import io.promotionbus.notification.mail.MailFixture;
import io.promotionbus.platform.GitHubAccess;
import io.promotionbus.platform.PublicUrl;
import io.promotionbus.platform.camel.GitHubFixture;
import io.promotionbus.sandbox.github.GitHubServer;
import io.promotionbus.sandbox.github.Hook;
import io.promotionbus.sandbox.source.Company;
import io.promotionbus.sandbox.source.PushRequest;
import io.promotionbus.sandbox.source.Pushed;
import io.promotionbus.support.CountingIds;
import io.promotionbus.support.KnownPeople;
import io.promotionbus.support.Recorder;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import io.promotionbus.support.TestStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Pull requests: real rows, camel-github and camel-http, and GitHub's API on a socket. */
class GitHubChannelIT {

    private static final String REPOSITORY = "acme/users";
    private static final String FREIGHT = "f".repeat(40);
    private static final String NEWER = "e".repeat(40);

    @TempDir
    private Path folder;

    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final CountingIds ids = new CountingIds();
    private final TestStore store = new TestStore(TestDatabase.create());
    private final Recorder recorder = new Recorder();
    private final Messages messages = OutboxFixture.messages(store, ids, recorder);
    private final Outbox outbox = new StoredOutbox(messages, recorder, clock);
    private final ReportDestination destination = new ReportDestination(REPOSITORY, Locale.ENGLISH);
    private final ChangeReports reports = OutboxFixture.reports(store, outbox, ids, destination);
    private CamelContext camel;
    private GitHubServer github;
    private GitHubChannel channel;
    private DispatchMessages dispatch;
    private Pushed push;

    @BeforeEach
    void start() throws Exception {
        Company company = new Company(folder.resolve("pushes"), Clock.systemUTC());
        push = company.push(new PushRequest("users-api", null, "dev", List.of(), "feat: sort users", null, "send", 1));
        github = new GitHubServer(
                company, "secret", new Hook("hook"), (path, headers, body) -> CompletableFuture.completedFuture(200));
        String url = "http://127.0.0.1:" + github.port();
        GitHubAccess access = GitHubFixture.token("secret");
        camel = GitHubFixture.camel(url, clock);
        camel.addRoutes(new ReportRoutes(destination, access, URI.create(url)));
        camel.start();
        channel = new GitHubChannel(
                destination,
                OutboxFixture.ledger(store, outbox, ids, destination),
                new TellPullRequest(
                        OutboxFixture.ledger(store, outbox, ids, destination),
                        new PullRequestApi(camel, GitHubFixture.calls(camel, access), access),
                        words(),
                        destination,
                        new PublicUrl(URI.create("https://bus.example.org"))),
                clock,
                ids);
        dispatch = new DispatchMessages(
                messages,
                new FindRecipients(new KnownPeople(), messages, Subscriptions.NONE),
                new Channels(MailFixture.channel(1, clock), Map.of("github", channel)),
                new Pace(Duration.ofSeconds(45), Duration.ofMinutes(1), Duration.ofDays(4), 5, Duration.ofMinutes(10)),
                clock,
                ids);
    }

    private static ResourceBundleMessageSource words() {
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        words.setBasename("messages/notification");
        words.setDefaultEncoding("UTF-8");
        words.setFallbackToSystemLocale(false);
        return words;
    }

    @AfterEach
    void stop() {
        camel.stop();
        github.close();
        store.close();
    }

    private ChangeReport report(Standing stg, String why) {
        return report(FREIGHT, "1.2.3", stg, why);
    }

    private ChangeReport report(String freight, String version, Standing stg, String why) {
        return new ChangeReport(
                REPOSITORY,
                push.pullRequest(),
                push.commit(),
                List.of(
                        new Line("promotion-bus/dev", "dev", Standing.THERE, freight, version, "runs there"),
                        new Line("promotion-bus/stg", "stg", stg, freight, version, why)));
    }

    private boolean publish(ChangeReport report) {
        return !store.call(() -> reports.publish(List.of(new Publication(report, "image-promotion"))))
                .isEmpty();
    }

    private List<String> made(String method) {
        return github.calls().stream()
                .filter(call -> call.method().equals(method))
                .map(GitHubServer.Call::path)
                .toList();
    }

    private String comment() {
        assertThat(github.comments(push.pullRequest())).hasSize(1);
        return String.valueOf(github.comments(push.pullRequest()).getFirst().get("body"));
    }

    private Map<String, Object> status(String context) {
        return github.statuses(push.commit()).stream()
                .filter(status -> status.get("context").equals(context))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void commentsOnceAndKeepsItUpToDate() {
        publish(report(Standing.WAITING, "waits for qa to decide"));
        dispatch.handle();
        assertThat(comment())
                .contains(
                        "| stg | [1.2.3](https://bus.example.org/lineage/" + FREIGHT + ") | ⏳ waits for qa to decide |")
                .contains("✅ runs there");
        assertThat(status("promotion-bus/dev")).containsEntry("state", "success");
        assertThat(status("promotion-bus/stg"))
                .containsEntry("state", "pending")
                .containsEntry("description", "1.2.3: waits for qa to decide")
                .containsEntry("target_url", "https://bus.example.org/lineage/" + FREIGHT);

        assertThat(publish(report(Standing.STUCK, "rejected by qa"))).isTrue();
        dispatch.handle();
        assertThat(comment()).contains("⛔ rejected by qa").doesNotContain("waits for qa");
        assertThat(status("promotion-bus/stg")).containsEntry("state", "failure");
        assertThat(github.statuses(push.commit())).as("one of dev, two of stg").hasSize(3);

        int calls = github.calls().size();
        assertThat(publish(report(Standing.STUCK, "rejected by qa"))).isFalse();
        dispatch.handle();
        assertThat(github.calls()).hasSize(calls);
        assertThat(messages.backlog().dead()).isZero();
    }

    /** Every newer version carries the change too; that is no news to whoever made it. */
    @Test
    void saysNothingNewForEveryNewerVersion() {
        publish(report(Standing.WAITING, "waits for qa to decide"));
        dispatch.handle();
        int calls = github.calls().size();
        assertThat(publish(newer(Standing.WAITING, "waits for qa to decide"))).isFalse();
        dispatch.handle();
        assertThat(github.calls()).hasSize(calls);

        assertThat(publish(newer(Standing.THERE, "runs there"))).isTrue();
        dispatch.handle();
        assertThat(comment())
                .contains("| dev | [1.2.3](")
                .contains("| stg | [1.3.0](https://bus.example.org/lineage/" + NEWER + ") | ✅ runs there |");
    }

    private ChangeReport newer(Standing stg, String why) {
        return report(NEWER, "1.3.0", stg, why);
    }

    @Test
    void findsWhatItWroteBeforeACrash() {
        publish(report(Standing.WAITING, "waits"));
        dispatch.handle();
        store.jdbc()
                .sql("UPDATE notification_report SET comment_id = NULL, comment_told = NULL, statuses_told = '{}'")
                .update();
        publish(report(Standing.WAITING, "still waits"));
        dispatch.handle();
        assertThat(comment()).contains("still waits");
        assertThat(made("POST").stream().filter(path -> path.contains("/comments")))
                .hasSize(1);
        assertThat(github.statuses(push.commit())).as("dev was right already").hasSize(3);
    }

    @Test
    void writesOneCommentHoweverManyReplicasTry() throws Exception {
        publish(report(Standing.WAITING, "waits"));
        Letter letter = letter(push.pullRequest());
        Callable<Boolean> send = () -> {
            try {
                return channel.send(letter) instanceof Channel.Sent.Delivered;
            } catch (Channel.ChannelUnavailable busy) {
                return false;
            }
        };
        try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> sent = replicas.invokeAll(List.of(send, send, send, send));
            assertThat(sent).anyMatch(Future::resultNow);
        }
        assertThat(comment()).contains("waits");
    }

    private static Letter letter(int number) {
        String address = "github:" + REPOSITORY + "#" + number;
        return new Letter(
                UUID.randomUUID(),
                new Recipient(address, address, address, null, null),
                Message.of(
                        Templates.CHANGE_PROGRESS,
                        UUID.randomUUID(),
                        Map.of(),
                        new Outbox.Context("image-promotion", null, null, "c-1")));
    }

    @Test
    void leavesGitHubAloneAsLongAsItAsks() throws Exception {
        for (int i = 0; i < 80; i++) {
            post("/repos/acme/users/statuses/" + push.commit(), "{\"state\":\"success\",\"context\":\"other\"}");
        }
        publish(report(Standing.WAITING, "waits"));
        dispatch.handle();
        assertThat(github.comments(push.pullRequest())).isEmpty();
        assertThat(messages.backlog().waiting()).isEqualTo(1);
        assertThat(messages.backlog().lastError()).contains("limits the requests");

        int calls = github.calls().size();
        clock.advance(Duration.ofSeconds(20));
        dispatch.handle();
        assertThat(github.calls()).as("not before the time GitHub named").hasSize(calls);

        github.clear();
        clock.advance(Duration.ofSeconds(70));
        dispatch.handle();
        assertThat(comment()).contains("waits");
        assertThat(messages.backlog().waiting()).isZero();
    }

    @Test
    void isNotKeptAwayForLongerByAClockThatIsSetBack() throws Exception {
        for (int i = 0; i < 80; i++) {
            post("/repos/acme/users/statuses/" + push.commit(), "{\"state\":\"success\",\"context\":\"other\"}");
        }
        publish(report(Standing.WAITING, "waits"));
        dispatch.handle();
        assertThat(messages.backlog().lastError()).contains("limits the requests");

        github.clear();
        clock.advance(Duration.ofHours(-2));
        channel.send(letter(push.pullRequest()));
        assertThat(comment()).contains("waits");
    }

    @Test
    void doesNotBringBackACommentThatSomebodyDeleted() throws Exception {
        publish(report(Standing.WAITING, "waits"));
        dispatch.handle();
        Object id = github.comments(push.pullRequest()).getFirst().get("id");
        send(HttpRequest.newBuilder(uri("/repos/acme/users/issues/comments/" + id))
                .DELETE());
        publish(report(Standing.THERE, "runs there"));
        dispatch.handle();
        assertThat(github.comments(push.pullRequest())).isEmpty();
        assertThat(status("promotion-bus/stg")).containsEntry("state", "success");
        assertThat(messages.backlog().dead()).isZero();
    }

    @Test
    void buriesWhatWillNeverWorkVisibly() {
        ChangeReport unknown = new ChangeReport(
                REPOSITORY,
                4_711,
                push.commit(),
                report(Standing.WAITING, "waits").lines());
        publish(unknown);
        dispatch.handle();
        assertThat(messages.backlog().dead()).isEqualTo(1);
        assertThat(recorder.actions()).containsExactly("notification.dead");
        assertThat(recorder.audited.toString()).contains("404").doesNotContain("secret");
    }

    @Test
    void writesNothingThatPeopleCouldSteer() {
        publish(report(Standing.STUCK, "rejected — @everyone | <img src=x> [click](https://evil.example) #1 `x`\n| a"));
        dispatch.handle();
        assertThat(comment())
                .contains("\\| \\<img src=x\\> \\[click\\]")
                .doesNotContain("@everyone")
                .doesNotContain("https://evil")
                .doesNotContain("#1 ");
        assertThat(comment().lines().filter(line -> line.startsWith("| stg"))).hasSize(1);
    }

    private void post(String path, String body) throws Exception {
        send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + github.port() + path);
    }

    private static void send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    request.header("Authorization", "Bearer secret").build(), HttpResponse.BodyHandlers.discarding());
        }
    }
}
