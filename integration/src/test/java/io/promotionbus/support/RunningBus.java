package io.promotionbus.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** The bus in this JVM as one server, with a real database and a fake identity provider. */
public final class RunningBus implements AutoCloseable {

    private static RunningBus shared;
    private static boolean tried;

    private final TestDatabase database;
    private final FakeIdentityProvider identity;
    private final KeyPair auditKey;
    private final ServletWebServerApplicationContext context;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private RunningBus(Class<?> application, Map<String, String> more) {
        this.database = TestDatabase.create();
        this.identity = new FakeIdentityProvider();
        this.auditKey = ed25519();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.port", "0");
        properties.put("server.address", "127.0.0.1");
        properties.put("management.server.port", "0");
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", TestDatabase.APPLICATION);
        properties.put("spring.datasource.password", TestDatabase.PASSWORD);
        properties.put("spring.flyway.user", TestDatabase.OWNER);
        properties.put("spring.flyway.password", TestDatabase.PASSWORD);
        properties.put("bus.public-url", "http://127.0.0.1:8080");
        properties.put("bus.console", "classpath:/console-of-the-tests/");
        properties.put("bus.events.heartbeat", "300ms");
        properties.put("bus.clock.adjustable", "true");
        properties.put("bus.identity.issuer-uri", identity.issuer());
        properties.put("bus.identity.client-secret", FakeIdentityProvider.CLIENT_SECRET);
        properties.put("bus.identity.admin.client-secret", FakeIdentityProvider.CLIENT_SECRET);
        properties.put(
                "bus.audit.signing-key",
                pem("PRIVATE KEY", auditKey.getPrivate().getEncoded()));
        properties.put("bus.audit.key-id", "test");
        properties.putAll(more);
        // The tests' own log configuration, not the product's JSON.
        properties.put("logging.structured.format.console", "");
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(application)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    /** One for all tests of the JVM that do not stop or break it. */
    public static synchronized RunningBus shared() {
        if (shared == null) {
            if (tried) {
                throw new IllegalStateException("The bus of the tests did not start; the first test says why");
            }
            tried = true;
            shared = new RunningBus(PlatformAndAudit.class, Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** The product itself; {@code properties} give what its features need. The caller closes it. */
    public static RunningBus whole(Map<String, String> properties) {
        return new RunningBus(WholeBus.Product.class, properties);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ServletWebServerApplicationContext context() {
        return context;
    }

    public TestDatabase database() {
        return database;
    }

    public FakeIdentityProvider identity() {
        return identity;
    }

    public KeyPair auditKey() {
        return auditKey;
    }

    public String auditPublicKey() {
        return pem("PUBLIC KEY", auditKey.getPublic().getEncoded());
    }

    public HttpResponse<String> management(String path) {
        String port = context.getEnvironment().getProperty("local.management.port");
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + path);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path));
    }

    /** A GET as the person by bearer token. */
    public HttpResponse<String> get(String path, String person, String... roles) {
        return send(request(path).header("Authorization", "Bearer " + identity.bearer(person, roles)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    @Override
    public void close() {
        context.close();
        identity.close();
    }
}
