package io.promotionbus.sandbox.bus;

import io.promotionbus.sandbox.Secrets;
import io.promotionbus.sandbox.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One replica of the bus. Its configuration, secrets included, is a file that only its owner can read; the cluster comes
 * by {@code KUBECONFIG}.
 */
public final class BusProcess {

    private static final Duration GRACE = Duration.ofSeconds(30);

    private final String name;
    private final BusProgram program;
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
            BusProgram program,
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

    /** Starts it and returns at once; {@link #isReady} says when it serves. */
    public void start() {
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
                program.command("--spring.config.additional-location=file:" + file),
                Map.of("KUBECONFIG", kubeconfig.toString()),
                directory);
    }

    /** SIGTERM: it drains and stops. */
    public void stop() {
        process.stop(GRACE);
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

    /** The end of its output. */
    public String tail(int lines) {
        return process.tail(lines);
    }

    public Path log() {
        return process.log();
    }

    /** The command that would start it, for messages. */
    public List<String> command() {
        return program.command();
    }

    static UncheckedIOException unusable(Path jar, IOException cause) {
        return new UncheckedIOException("The bus's jar " + jar + " cannot be used", cause);
    }
}
