package io.promotionbus.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;

/** An HTTP server on 127.0.0.1 with a virtual thread per request. */
public final class LoopbackServer implements AutoCloseable {

    private static final int MAX_BODY = 32 * 1024 * 1024;

    static {
        // Without it every small answer on a kept connection waits 40 ms for the peer's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Answers requests; what it throws becomes a problem document. */
    @FunctionalInterface
    public interface Handler {
        Answer handle(Request request) throws Exception;
    }

    private final HttpServer server;

    private LoopbackServer(HttpServer server) {
        this.server = server;
    }

    /** @param port 0 for a free one */
    public static LoopbackServer start(int port, Handler handler) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> serve(exchange, handler));
            server.start();
            return new LoopbackServer(server);
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " could not be opened", e);
        }
    }

    private static void serve(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
            Answer answer = answer(exchange, body, handler);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean bodiless = exchange.getRequestMethod().equals("HEAD") || answer.status() == 204;
            if (bodiless && answer.status() != 204) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(answer.body().length));
            }
            exchange.sendResponseHeaders(
                    answer.status(), bodiless || answer.body().length == 0 ? -1 : answer.body().length);
            if (!bodiless && answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private static Answer answer(HttpExchange exchange, byte[] body, Handler handler) {
        try {
            return handler.handle(read(exchange, body));
        } catch (BadInput e) {
            return Answer.problem(400, "bad-request", e.getMessage(), Map.of("field", e.field()));
        } catch (Exception e) {
            System.getLogger(LoopbackServer.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            exchange.getRequestMethod() + " "
                                    + exchange.getRequestURI().getPath() + " failed",
                            e);
            return Answer.problem(500, "sandbox-failed", String.valueOf(e.getMessage()));
        }
    }

    private static Request read(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            query.put(
                    decode(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query,
                exchange.getRequestURI().toString(),
                headers,
                body);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadInput("query", "The query is not properly encoded: " + e.getMessage());
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
