package io.promotionbus.sandbox.deploy;

import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.LoopbackServer;
import io.promotionbus.sandbox.http.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One environment's stable address: {@code /api} goes to the users API process that serves now, everything else is the
 * users UI, which learns at run time where it is.
 */
public final class UsersSite implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Headers of one connection, which end here; the client of {@code java.net} writes some itself. */
    private static final Set<String> OWN = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "proxy-connection",
            ":status");

    private final Target target;
    private final UsersEnvironment environment;
    private final URI issuer;
    private final UsersPages pages;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final LoopbackServer server;

    /** @param issuer the realm at which people log in */
    public UsersSite(Target target, int port, ProcessDeployer deployer, URI issuer) {
        this.target = target;
        this.environment = deployer.environment(target);
        this.issuer = issuer;
        this.pages = new UsersPages(issuer);
        this.server = LoopbackServer.start(port, this::handle);
    }

    private Answer handle(Request request) throws InterruptedException {
        String path = request.path();
        if (path.equals("/api") || path.startsWith("/api/")) {
            return forward(request);
        }
        Optional<Release> release = environment.serving().map(UsersInstance::release);
        if (release.isEmpty()) {
            return pages.nothingPromoted(target.stage(), environment.state());
        }
        String uiVersion = release.get().uiVersion();
        if (path.equals("/config.json")) {
            return Answer.json(
                            200,
                            Map.of(
                                    "issuer",
                                    issuer,
                                    "clientId",
                                    "users-ui",
                                    "environment",
                                    target.stage(),
                                    "version",
                                    uiVersion))
                    .with("Cache-Control", "no-store")
                    .with("X-Content-Type-Options", "nosniff");
        }
        return pages.file(path)
                .orElseGet(() -> pages.summary(target.stage(), release.get(), environment.state()))
                .with("X-Users-UI-Version", uiVersion);
    }

    private Answer forward(Request request) throws InterruptedException {
        Optional<UsersInstance> instance = environment.enter();
        if (instance.isEmpty()) {
            return Answer.problem(503, "nothing-serves", "No version of the users API serves " + target.stage() + ".")
                    .with("Retry-After", "2");
        }
        UsersInstance api = instance.get();
        try {
            return answer(http.send(asked(request, api.url()), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return Answer.problem(502, "no-answer", "The users API of " + target.stage() + " gave no answer: " + e);
        } finally {
            api.leave();
        }
    }

    private static HttpRequest asked(Request request, URI api) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(api.resolve(request.target()))
                .timeout(PATIENCE)
                .method(
                        request.method(),
                        request.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, value) -> {
            if (!OWN.contains(name)) {
                builder.setHeader(name, value);
            }
        });
        return builder.build();
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        Map<String, String> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name)) {
                headers.put(name, String.join(", ", values));
            }
        });
        return new Answer(response.statusCode(), headers, response.body());
    }

    @Override
    public void close() {
        server.close();
        http.shutdownNow();
    }
}
