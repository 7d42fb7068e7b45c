package io.promotionbus.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An OCI registry on loopback that keeps what the test puts there, and fails as the test says. */
final class TestRegistry implements AutoCloseable {

    final Map<String, String> tags = new ConcurrentHashMap<>();
    final Map<String, String> documents = new ConcurrentHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> accepts = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    volatile long delayMillis;
    /** Asks for a token of its own server, as Docker Hub does. */
    volatile boolean token;

    volatile String lastAuthorization;
    volatile String lastTokenQuery;
    private final HttpServer server;

    TestRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void reset() {
        tags.clear();
        documents.clear();
        requests.clear();
        accepts.clear();
        status = 200;
        delayMillis = 0;
        token = false;
        lastAuthorization = null;
        lastTokenQuery = null;
    }

    /** {@code repository} as the API path, such as {@code acme/users-api}. */
    void push(String repository, String tag, String digest) {
        tags.put("/v2/" + repository + "/manifests/" + tag, digest);
    }

    /** An image that says when it was made. */
    void describe(String repository, String digest, String created) {
        String config = "sha256:c" + digest.substring("sha256:c".length());
        documents.put(
                "/v2/" + repository + "/manifests/" + digest,
                "{\"schemaVersion\":2,\"config\":{\"digest\":\"" + config + "\"}}");
        documents.put("/v2/" + repository + "/blobs/" + config, "{\"created\":\"" + created + "\",\"config\":{}}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/tags/list")) {
                // Asked on a timer of its own, so it is not among what a delivery makes the bus ask.
                answer(exchange, status, tagList(path.substring(0, path.length() - "tags/list".length())));
                return;
            }
            requests.add(exchange.getRequestMethod() + " " + path);
            if (delayMillis > 0) {
                TimeUnit.MILLISECONDS.sleep(delayMillis);
            }
            if (path.equals("/token")) {
                lastTokenQuery = exchange.getRequestURI().getQuery();
                lastAuthorization = exchange.getRequestHeaders().getFirst("Authorization");
                answer(exchange, 200, "{\"token\":\"the-token\",\"expires_in\":300}");
                return;
            }
            accepts.add(String.valueOf(exchange.getRequestHeaders().getFirst("Accept")));
            if (token && !"Bearer the-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders()
                        .add(
                                "WWW-Authenticate",
                                "Bearer realm=\"" + url()
                                        + "/token\",service=\"registry.test\",scope=\"repository:x:pull\"");
                answer(exchange, 401, "");
            } else if (status != 200) {
                answer(exchange, status, "");
            } else if (tags.containsKey(path)) {
                exchange.getResponseHeaders().add("Docker-Content-Digest", tags.get(path));
                answer(exchange, 200, "");
            } else if (documents.containsKey(path)) {
                answer(exchange, 200, documents.get(path));
            } else {
                answer(exchange, 404, "{}");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String tagList(String repository) {
        String names = tags.keySet().stream()
                .filter(path -> path.startsWith(repository + "manifests/"))
                .map(path -> '"' + path.substring(path.lastIndexOf('/') + 1) + '"')
                .sorted()
                .collect(Collectors.joining(","));
        return "{\"tags\":[" + names + "]}";
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head && bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
