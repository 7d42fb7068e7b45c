package io.promotionbus.benchmark;

import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sandbox that is measured: everything real, PostgreSQL with fsync on. Started by the first who asks. */
final class Lab implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path jar;
    private final Path data;
    private final Map<String, String> properties;
    private @Nullable RunningSandbox sandbox;

    /** The settling time is a wait by design; what is measured is what follows it. */
    Lab(Path jar, Path data) {
        this(jar, data, Map.of("bus.promotion.settle", "200ms"));
    }

    private Lab(Path jar, Path data, Map<String, String> properties) {
        this.jar = jar;
        this.data = data;
        this.properties = properties;
    }

    /** Another one, beside this, whose bus has the properties it is shipped with. */
    Lab asShipped() {
        return new Lab(jar, data.resolveSibling(data.getFileName() + "-as-shipped"), Map.of());
    }

    RunningSandbox sandbox() {
        RunningSandbox running = sandbox;
        if (running == null) {
            SandboxOptions options = SandboxOptions.onFreePorts(jar, data, 1).measured(properties);
            running = RunningSandbox.start(options, message -> System.out.println("[benchmark]   " + message));
            sandbox = running;
        }
        return running;
    }

    /** Suspends a route of the bus by its API, as an operator. */
    void suspend(String route) throws IOException, InterruptedException {
        command(route, "suspend");
    }

    void resume(String route) throws IOException, InterruptedException {
        command(route, "resume");
    }

    private void command(String route, String verb) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        sandbox().consoleUrl().resolve("/api/routes/" + route + "/" + verb))
                .header("Authorization", "Bearer " + sandbox().keycloak().passwordToken("operator"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"benchmark\"}"))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(verb + " of " + route + " was answered with " + answer.body());
        }
    }

    /** The bus's database as superuser; the caller closes it. */
    Connection database() throws SQLException {
        return sandbox().postgres().connect(sandbox().databaseName());
    }

    @Override
    public void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
