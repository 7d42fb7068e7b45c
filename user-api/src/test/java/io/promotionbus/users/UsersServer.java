package io.promotionbus.users;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application on a free port, and a client that speaks real HTTP to it. */
final class UsersServer implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    final TokenIssuer issuer;
    final UsersDatabase database;

    private UsersServer(ConfigurableApplicationContext context, TokenIssuer issuer, UsersDatabase database) {
        this.context = context;
        this.port =
                ((ServletWebServerApplicationContext) context).getWebServer().getPort();
        this.issuer = issuer;
        this.database = database;
    }

    static UsersServer start(String... properties) {
        return start(UsersDatabase.migrated(), properties);
    }

    static UsersServer start(UsersDatabase database, String... properties) {
        TokenIssuer issuer = TokenIssuer.start();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + UsersDatabase.APPLICATION,
                "--spring.datasource.password=" + UsersDatabase.PASSWORD,
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.issuer(),
                "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + issuer.keysUri(),
                "--app.version=1.2.3",
                "--app.commit=4f2c9e1",
                "--app.environment=test"));
        arguments.addAll(List.of(properties));
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(UsersApplication.class).run(arguments.toArray(String[]::new));
        return new UsersServer(context, issuer, database);
    }

    int port() {
        return port;
    }

    String admin() {
        return issuer.token("user-reader", "user-admin");
    }

    Answer get(String path) {
        return send("GET", path, null, admin());
    }

    Answer post(String path, String body) {
        return send("POST", path, body, admin());
    }

    Answer put(String path, String body, String ifMatch) {
        return send("PUT", path, body, admin(), "If-Match", ifMatch);
    }

    Answer create(String name, String email) {
        return post(
                "/api/users",
                JSON.createObjectNode().put("name", name).put("email", email).toString());
    }

    Answer send(String method, String path, String body, String token, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null && List.of(headers).stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }

    /** An HTTP answer. */
    record Answer(HttpResponse<String> raw) {
        int status() {
            return raw.statusCode();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }

        JsonNode json() {
            try {
                return JSON.readTree(raw.body());
            } catch (IOException e) {
                throw new IllegalStateException("not JSON: " + raw.body(), e);
            }
        }
    }
}
