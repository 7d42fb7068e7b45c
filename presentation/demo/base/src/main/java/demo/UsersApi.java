package demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** POST /users with a name creates one, GET /users lists them, GET /health says whether it works. */
public final class UsersApi {

    private final Users users = new Users();
    private final HttpServer server;

    public UsersApi(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/users", this::users);
        server.createContext("/health", exchange -> answer(exchange, health(), ""));
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void stop() {
        server.stop(0);
    }

    private void users(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestMethod()) {
            case "POST" -> answer(exchange, 201, Integer.toString(users.create(body)));
            case "GET" -> answer(exchange, 200, users.list().toString());
            default -> answer(exchange, 405, "");
        }
    }

    private int health() {
        return 200;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public static void main(String[] args) throws IOException {
        System.out.println("http://localhost:" + new UsersApi(8080).port() + "/users");
    }
}
