package io.promotionbus.sandbox.source;

import io.promotionbus.sandbox.github.Hook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * GitHub and Docker Hub as senders: each posts once, GitHub gives up after ten seconds, neither tries again by itself.
 */
public final class Senders implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("late-webhooks").factory());
    private final AtomicInteger epoch = new AtomicInteger();
    private final Supplier<List<URI>> bus;
    private final Hook hook;
    private final String dockerHubToken;

    /** @param bus the bus's addresses as a load balancer sees them: the next is tried when one does not listen */
    public Senders(Supplier<List<URI>> bus, Hook hook, String dockerHubToken) {
        this.bus = bus;
        this.hook = hook;
        this.dockerHubToken = dockerHubToken;
    }

    /** Sends what the push causes; returns when the receivers have answered or did not. */
    public void announce(Pushed push, PushRequest request) {
        switch (request.webhooks()) {
            case "send" -> send(push, request);
            case "late" -> {
                int asked = epoch.get();
                Future<?> unused = later.schedule(
                        () -> {
                            if (asked == epoch.get()) {
                                Thread.ofVirtual().start(() -> send(push, request));
                            }
                        },
                        LATE.toMillis(),
                        TimeUnit.MILLISECONDS);
            }
            default -> {
                // Dropped: the push is there, and nobody hears of it. GitHub remembers that, Docker Hub does not.
                if (push.merged()) {
                    hook.lose("push", Webhooks.push(push));
                    hook.lose("pull_request", Webhooks.merged(push));
                }
            }
        }
    }

    private void send(Pushed push, PushRequest request) {
        List<CompletableFuture<Integer>> posts = new ArrayList<>();
        if (push.merged()) {
            posts.add(hook.deliver("push", Webhooks.push(push), this::post));
            posts.add(hook.deliver("pull_request", Webhooks.merged(push), this::post));
        }
        join(posts);
        posts.clear();
        for (String image : Images.NAMES) {
            byte[] body = Webhooks.dockerHub(image, push);
            for (int i = 0; i < request.posts(); i++) {
                posts.add(post("/webhooks/dockerhub/" + dockerHubToken, List.of("User-Agent", "Docker-Hub"), body));
            }
        }
        join(posts);
    }

    /** Forgets what is still to be sent late. */
    public void reset() {
        epoch.incrementAndGet();
    }

    private static void join(List<CompletableFuture<Integer>> posts) {
        CompletableFuture.allOf(posts.toArray(CompletableFuture[]::new)).join();
    }

    /** @return the status, or 0 when nobody answered */
    public CompletableFuture<Integer> post(String path, List<String> headers, byte[] body) {
        return CompletableFuture.supplyAsync(
                () -> {
                    for (URI replica : bus.get()) {
                        int status = postTo(replica.resolve(path), headers, body);
                        if (status != 0) {
                            return status;
                        }
                    }
                    return 0;
                },
                task -> Thread.ofVirtual().start(task));
    }

    private int postTo(URI target, List<String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(DEADLINE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.size(); i += 2) {
            request.setHeader(headers.get(i), headers.get(i + 1));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .statusCode();
        } catch (IOException nobodyAnswered) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        http.close();
    }
}
