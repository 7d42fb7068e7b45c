package io.promotionbus.intake.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.intake.HookHost;
import io.promotionbus.intake.RepairHooks;
import io.promotionbus.intake.jdbc.RedeliveriesFixture;
import io.promotionbus.platform.camel.GitHubFixture;
import io.promotionbus.sandbox.github.GitHubServer;
import io.promotionbus.sandbox.github.Hook;
import io.promotionbus.sandbox.source.Company;
import io.promotionbus.support.Recorder;
import io.promotionbus.support.SteppingClock;
import io.promotionbus.support.TestDatabase;
import io.promotionbus.support.TestStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GitHub's memory of its webhooks over HTTP, with real rows. */
class RepairHooksIT {

    private static final HookHost.Hook HOOK = new HookHost.Hook("default", "acme/users", Hook.ID);
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final SteppingClock business = new SteppingClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final TestStore store = new TestStore(TestDatabase.create());
    private final Recorder recorder = new Recorder();
    private final Hook hook = new Hook("hook-secret");
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private GitHubServer github;
    private CamelContext camel;
    private RepairHooks repair;

    @BeforeEach
    void start() throws Exception {
        github = new GitHubServer(
                new Company(folder.resolve("pushes"), Clock.systemUTC()), "secret", hook, (path, headers, body) -> {
                    delivered.add(headers.get(headers.indexOf("X-GitHub-Delivery") + 1));
                    return CompletableFuture.completedFuture(503);
                });
        camel = GitHubFixture.camel("http://127.0.0.1:" + github.port(), Clock.systemUTC());
        camel.start();
        repair = repair("secret");
    }

    private RepairHooks repair(String token) {
        return new RepairHooks(
                List.of(HOOK),
                new GitHubHooks(GitHubFixture.calls(camel, GitHubFixture.token(token))),
                RedeliveriesFixture.redeliveries(store),
                recorder,
                store,
                business,
                Clock.systemUTC(),
                INTERVAL,
                Duration.ofDays(3));
    }

    @AfterEach
    void stop() {
        camel.stop();
        github.close();
        store.close();
    }

    private static byte[] body(int number) {
        return ("{\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8);
    }

    private void arrived(String guid) {
        store.jdbc().sql("""
                        INSERT INTO intake_delivery (id, source, source_name, delivery_id, event, dedupe_key, received_at,
                            correlation, headers, body_bytes, body_sha256, next_attempt_at)
                        VALUES (gen_random_uuid(), 'github', 'default', :guid, 'push', 'github:default:' || :guid, now(), 'c',
                            '{}', 0, '', now())""").param("guid", guid).update();
    }

    @Test
    void asksForWhatWasLostOnceForEver() {
        hook.lose("push", body(1));
        hook.lose("workflow_job", body(2));
        assertThat(repair.handle()).isTrue();
        assertThat(delivered).as("not what nobody reads").hasSize(1);
        assertThat(recorder.actions()).containsExactly("delivery.redriven");

        // It was lost once more: it is asked for a second time by no replica and after no restart.
        for (int look = 0; look < 3; look++) {
            business.advance(INTERVAL);
            repair("secret").handle();
        }
        assertThat(delivered).hasSize(1);
    }

    @Test
    void leavesAloneWhatIsHere() {
        hook.deliver("push", body(1), (path, headers, body) -> {
                    arrived(headers.get(headers.indexOf("X-GitHub-Delivery") + 1));
                    // GitHub gave up waiting for the answer.
                    return CompletableFuture.completedFuture(0);
                })
                .join();
        assertThat(repair.handle()).isFalse();
        assertThat(delivered).isEmpty();
    }

    @Test
    void missesWhatGitHubSaysArrived() {
        hook.deliver("push", body(1), (path, headers, body) -> CompletableFuture.completedFuture(202))
                .join();
        assertThat(repair.handle()).as("a restored backup may have lost it").isTrue();
        assertThat(delivered).hasSize(1);
    }

    @Test
    void looksWhenItIsDueInBusinessTimeOnly() {
        repair.handle();
        int calls = github.calls().size();
        assertThat(calls).isEqualTo(1);
        business.advance(INTERVAL.minusSeconds(1));
        repair.handle();
        assertThat(github.calls()).hasSize(calls);
        business.advance(Duration.ofSeconds(1));
        repair.handle();
        assertThat(github.calls()).hasSize(calls + 1);
    }

    @Test
    void readsEveryPageAndKeepsWithinTheLimits() {
        for (int i = 0; i < 230; i++) {
            hook.lose("push", body(i));
        }
        repair.handle();
        assertThat(github.calls().stream().filter(call -> call.method().equals("GET")))
                .as("pages of a hundred by cursor")
                .hasSize(3);
        assertThat(delivered).as("GitHub takes eighty a minute").hasSize(80).doesNotHaveDuplicates();

        for (int look = 0; look < 4; look++) {
            github.clearLimits();
            business.advance(Duration.ofMinutes(1));
            repair.handle();
        }
        assertThat(delivered).hasSize(230).doesNotHaveDuplicates();
    }

    @Test
    void triesAgainSoonWhenGitHubRefuses() {
        hook.lose("push", body(1));
        assertThat(repair("wrong").handle()).isFalse();
        business.advance(Duration.ofMinutes(1));
        assertThat(repair.handle()).isTrue();
        assertThat(delivered).hasSize(1);
    }
}
