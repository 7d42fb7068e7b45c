package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API over HTTP and, for watches, WebSocket, on loopback. */
public final class ApiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final long BOOKMARK_MILLIS = 5_000;

    private final Vertx vertx;
    private final HttpServer server;
    private final ObjectStore store;
    private final Tokens tokens;
    private final ApiFaults faults;
    private final ResourceHandler resources;
    private final AccessReviews reviews;
    private final Discovery discovery;
    private final Set<WatchSession> watches = ConcurrentHashMap.newKeySet();

    public ApiServer(
            int port,
            ResourceTypes types,
            ObjectStore store,
            ObjectOperations operations,
            Rbac rbac,
            Tokens tokens,
            ApiFaults faults) {
        this.store = store;
        this.tokens = tokens;
        this.faults = faults;
        this.resources = new ResourceHandler(types, store, operations, rbac);
        this.reviews = new AccessReviews(rbac);
        this.discovery = new Discovery(types);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setTcpNoDelay(true)
                .setMaxWebSocketFrameSize(16 << 20)
                .setMaxWebSocketMessageSize(16 << 20);
        this.server = await(
                vertx.createHttpServer(options).requestHandler(this::receive).listen());
        faults.onDrop(this::dropWatches);
        vertx.setPeriodic(BOOKMARK_MILLIS, timer -> watches.forEach(WatchSession::bookmark));
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("Kubernetes API cannot listen: " + e.getCause(), e));
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer from the event loop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private void receive(HttpServerRequest request) {
        boolean concerned = faults.concerns(tokens.authenticate(request.getHeader("Authorization")));
        if (concerned && faults.isDown()) {
            request.connection().close();
            return;
        }
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        long delay = concerned ? faults.delay().toMillis() : 0;
        if (upgrade) {
            later(delay, () -> watchByWebSocket(request, concerned));
            return;
        }
        request.body()
                .onSuccess(body -> later(delay, () -> answer(request, body, concerned)))
                .onFailure(error -> request.connection().close());
    }

    private void later(long millis, Runnable action) {
        if (millis <= 0) {
            action.run();
        } else {
            vertx.setTimer(millis, timer -> action.run());
        }
    }

    private void answer(HttpServerRequest http, Buffer body, boolean concerned) {
        try {
            Optional<ApiException> fault = faults.answer();
            if (concerned && fault.isPresent()) {
                throw fault.get();
            }
            ApiRequest request = read(http, body);
            if (request.isWatch()) {
                watchByHttp(http.response(), request);
                return;
            }
            ApiResponse response = respond(request);
            send(http.response(), response.code(), response.body());
        } catch (ApiException e) {
            send(http.response(), e.code(), e.body());
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", http.method(), http.path(), e);
            ApiException error = ApiException.internal(String.valueOf(e));
            send(http.response(), error.code(), error.body());
        }
    }

    private ApiRequest read(HttpServerRequest http, Buffer body) {
        User user = impersonated(
                http, tokens.authenticate(http.getHeader("Authorization")).orElseThrow(ApiException::unauthorized));
        Map<String, String> query = new HashMap<>();
        http.params().forEach(query::put);
        @Nullable String type = http.getHeader("Content-Type");
        return new ApiRequest(
                http.method().name(),
                http.path(),
                query,
                type == null ? "application/json" : type,
                user,
                body.getBytes());
    }

    /** Cluster admins may ask as somebody else. */
    private static User impersonated(HttpServerRequest http, User user) {
        @Nullable String name = http.getHeader("Impersonate-User");
        if (name == null) {
            return user;
        }
        if (!user.groups().contains("system:masters")) {
            throw ApiException.status(
                    403,
                    "users \"" + name + "\" is forbidden: User \"" + user.name()
                            + "\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope");
        }
        List<String> groups = new ArrayList<>(http.headers().getAll("Impersonate-Group"));
        if (name.startsWith("system:serviceaccount:")) {
            String[] parts = name.split(":");
            groups.addAll(User.serviceAccount(parts[2], parts[3]).groups());
        } else {
            groups.add("system:authenticated");
        }
        return new User(name, groups.stream().distinct().toList());
    }

    private ApiResponse respond(ApiRequest request) {
        if (request.method().equals("GET")) {
            if (Set.of("/livez", "/readyz", "/healthz").contains(request.path())) {
                return ApiResponse.ok(Json.object().put("status", "ok"));
            }
            Optional<? extends JsonNode> about = discovery.answer(request.path());
            if (about.isPresent()) {
                return ApiResponse.ok(about.get());
            }
        }
        if (request.method().equals("POST")) {
            Optional<? extends JsonNode> review = reviews.answer(request.path(), request.user(), request.json());
            if (review.isPresent()) {
                return new ApiResponse(201, review.get());
            }
        }
        return resources.handle(request);
    }

    private static void send(HttpServerResponse response, int code, JsonNode body) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(code).putHeader("Content-Type", "application/json");
            response.end(Json.write(body));
        }
    }

    private void watchByHttp(HttpServerResponse response, ApiRequest request) {
        ApiPath path = resources.path(request);
        resources.authorize(request, path);
        response.setStatusCode(200)
                .putHeader("Content-Type", "application/json")
                .setChunked(true);
        Context context = vertx.getOrCreateContext();
        WatchSession session = new WatchSession(
                store,
                request,
                path,
                line -> response.write(line),
                action -> context.runOnContext(unused -> action.run()),
                () -> response.end());
        run(session, request);
        response.closeHandler(unused -> forget(session));
        response.endHandler(unused -> forget(session));
        response.writeHead();
        session.start();
    }

    private void watchByWebSocket(HttpServerRequest http, boolean concerned) {
        try {
            Optional<ApiException> fault = faults.answer();
            if (concerned && fault.isPresent()) {
                throw fault.get();
            }
            ApiRequest request = read(http, Buffer.buffer());
            ApiPath path = resources.path(request);
            resources.authorize(request, path);
            http.toWebSocket().onSuccess(socket -> watchBySocket(socket, request, path));
        } catch (ApiException e) {
            send(http.response(), e.code(), e.body());
        }
    }

    private void watchBySocket(ServerWebSocket socket, ApiRequest request, ApiPath path) {
        Context context = vertx.getOrCreateContext();
        WatchSession session = new WatchSession(
                store,
                request,
                path,
                line -> socket.writeTextMessage(line),
                action -> context.runOnContext(unused -> action.run()),
                () -> socket.close());
        run(session, request);
        socket.closeHandler(unused -> forget(session));
        session.start();
    }

    private void run(WatchSession session, ApiRequest request) {
        watches.add(session);
        String timeout = request.parameter("timeoutSeconds");
        if (timeout != null) {
            vertx.setTimer(Math.max(1, Long.parseLong(timeout)) * 1_000, timer -> session.drop());
        }
    }

    private void forget(WatchSession session) {
        watches.remove(session);
        session.stop();
    }

    /** Ends every open watch without a word. */
    public void dropWatches() {
        watches.forEach(WatchSession::drop);
    }

    /** Ends every open watch with an error event. */
    public void failWatches(ApiException error) {
        watches.forEach(watch -> watch.fail(error));
    }

    /** How many watches are open. */
    public int watchCount() {
        return watches.size();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
