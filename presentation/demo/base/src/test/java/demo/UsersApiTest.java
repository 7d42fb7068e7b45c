package demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersApiTest {

    private final UsersApi api;
    private final HttpClient http = HttpClient.newHttpClient();

    UsersApiTest() throws IOException {
        api = new UsersApi(0);
    }

    @AfterEach
    void stop() {
        api.stop();
    }

    @Test
    void createsAndLists() throws Exception {
        assertEquals(201, send("POST", "/users", "Ana").statusCode());
        assertEquals("{1=Ana}", send("GET", "/users", "").body());
    }

    @Test
    void isHealthy() throws Exception {
        assertEquals(200, send("GET", "/health", "").statusCode());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        URI uri = URI.create("http://localhost:" + api.port() + path);
        return http.send(
                HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
