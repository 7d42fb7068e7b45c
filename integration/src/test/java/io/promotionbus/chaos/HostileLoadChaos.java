package io.promotionbus.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promotionbus.sandbox.github.Hook;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Callers that only want to be in the way: honest senders must not notice, and the process must outlive them. */
@InSandbox
class HostileLoadChaos {

    private static final int IDLE = 1_000;
    private static final int SLOW = 200;
    private static final int LARGE = 64;
    private static final int LARGEST = 25 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void servesHonestSendersBesideIdleAndSlowConnections(SandboxClient sandbox) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService dripping = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < IDLE + SLOW; i++) {
                sockets.add(new Socket("127.0.0.1", sandbox.console().getPort()));
            }
            List<Socket> slow = sockets.subList(IDLE, IDLE + SLOW);
            Future<?> drips = dripping.submit(() -> drip(slow, over));
            Push push = sandbox.push("users-api");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sandbox.running("dev")).isEqualTo(push.tag()));
            assertThat(deliver(sandbox, "{\"zen\":\"still here\"}".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(202);
            over.set(true);
            drips.get();
        } finally {
            over.set(true);
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** A header, and then a byte of the body now and then. */
    private static void drip(List<Socket> slow, AtomicBoolean over) {
        String head = "POST /webhooks/github HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1000000\r\n\r\n";
        slow.forEach(socket -> write(socket, head));
        while (!over.get()) {
            slow.forEach(socket -> write(socket, " "));
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        }
    }

    private static void write(Socket socket, String text) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException closed) {
            // The bus has had enough of it, which is its right.
        }
    }

    @Test
    void survivesTheLargestBodiesAtOnce(SandboxClient sandbox) throws Exception {
        Optional<Long> pid = sandbox.sandbox().buses().getFirst().pid();
        byte[] body = new byte[LARGEST];
        Arrays.fill(body, (byte) ' ');
        byte[] json = "{\"zen\":\"a lot of nothing\"}".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(json, 0, body, 0, json.length);
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(LARGE)) {
            for (int i = 0; i < LARGE; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> deliver(sandbox, body), senders));
            }
            List<Integer> statuses =
                    answers.stream().map(CompletableFuture::join).toList();
            // 0: the answer was there before all of the body was sent, and the client only sees the closed connection.
            assertThat(statuses).allMatch(status -> status == 202 || status == 503 || status == 0);
            assertThat(statuses).contains(202);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.get("auditor", "/api/deliveries?status=new&limit=200")
                                .items())
                        .isEmpty());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.get("auditor", "/api/deliveries?status=running&limit=200")
                                .items())
                        .isEmpty());
        assertThat(sandbox.sandbox().buses().getFirst().pid()).isEqualTo(pid);
        assertThat(deliver(sandbox, json)).isEqualTo(202);
    }

    /** @return the status, 0 when there was no answer to read */
    private static int deliver(SandboxClient sandbox, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.console() + "/webhooks/github"))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "ping")
                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                .header("X-Hub-Signature-256", Hook.signature(sandbox.sandbox().githubSecret(), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException closed) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
