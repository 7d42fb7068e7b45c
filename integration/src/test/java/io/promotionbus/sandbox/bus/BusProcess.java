package io.promotionbus.sandbox.bus;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.Secrets;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.sandbox.process.ChildProcess;
import io.promotionbus.sandbox.process.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One replica of the bus. Its configuration, secrets included, is a file that only its owner can read; the cluster comes
 * by {@code KUBECONFIG}.
 */
public final class BusProcess {

    /** Draining and, the first time, writing the archive of classes. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final String name;
    private final JavaProgram program;
    private final Path directory;
    private final int port;
    private final int managementPort;
    private final Path kubeconfig;
    private final Supplier<Map<String, String>> configuration;
    private final ChildProcess process;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    /**
     * @param configuration the product's properties that both replicas share, read again at every start
     */
    public BusProcess(
            String name,
            JavaProgram program,
            Path directory,
            int port,
            int managementPort,
            Path kubeconfig,
            Supplier<Map<String, String>> configuration) {
        this.name = name;
        this.program = program;
        this.directory = directory.toAbsolutePath();
        this.port = port;
        this.managementPort = managementPort;
        this.kubeconfig = kubeconfig.toAbsolutePath();
        this.configuration = configuration;
        this.process = new ChildProcess(name, this.directory);
    }

    /** Starts it unless it runs, and returns at once; {@link #isReady} says when it serves. */
    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        Map<String, String> properties = new TreeMap<>(configuration.get());
        properties.put("server.port", Integer.toString(port));
        properties.put("server.address", "127.0.0.1");
        properties.put("management.server.port", Integer.toString(managementPort));
        properties.put("management.server.address", "127.0.0.1");
        Path file = directory.resolve(name + ".properties");
        StringBuilder text = new StringBuilder();
        properties.forEach((key, value) -> text.append(key)
                .append('=')
                .append(value.replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n'));
        Secrets.writePrivately(file, text.toString());
        process.start(
                program.command(name, "--spring.config.additional-location=file:" + file),
                Map.of("KUBECONFIG", kubeconfig.toString()),
                directory);
    }

    /** SIGTERM: it drains and stops. */
    public void stop() {
        boolean served = isReady();
        process.stop(GRACE);
        if (served) {
            program.keepArchive(name);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Optional<Long> pid() {
        return process.pid();
    }

    public String name() {
        return name;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    public boolean isReady() {
        if (!isAlive()) {
            return false;
        }
        HttpRequest probe = HttpRequest.newBuilder(managementUrl().resolve("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The end of its output; of structured lines the messages. */
    public String tail(int lines) {
        return process.tail(lines).lines().map(BusProcess::message).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String message(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            JsonNode event = Json.tree(line.getBytes(StandardCharsets.UTF_8));
            return event.path("level").asText() + " " + event.path("message").asText();
        } catch (UncheckedIOException cutOff) {
            return line;
        }
    }

    public Path log() {
        return process.log();
    }
}
