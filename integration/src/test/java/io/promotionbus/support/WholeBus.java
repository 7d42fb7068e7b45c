package io.promotionbus.support;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.promotionbus.PromotionBusApplication;
import io.promotionbus.sandbox.cluster.ClusterOptions;
import io.promotionbus.sandbox.cluster.ClusterSimulator;
import io.promotionbus.sandbox.cluster.SandboxPipeline;
import io.promotionbus.sandbox.cluster.Timings;
import io.promotionbus.sandbox.keycloak.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.TypeFilter;

/** Every feature of the bus in this JVM, between a real PostgreSQL, a real Keycloak, real SMTP and the simulated cluster. */
public final class WholeBus implements AutoCloseable {

    private final TestDatabase database;
    private final KeycloakServer keycloak = SharedKeycloak.get();
    private final ClusterSimulator cluster;
    private final GreenMail smtp;
    private final Map<String, String> more;
    private final ServletWebServerApplicationContext context;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** @param policies StagePolicies to begin with, as YAML documents */
    public WholeBus(String policies, Map<String, String> more) {
        this(TestDatabase.create(), cluster(policies), smtpServer(), more);
    }

    private WholeBus(TestDatabase database, ClusterSimulator cluster, GreenMail smtp, Map<String, String> more) {
        this.database = database;
        this.cluster = cluster;
        this.smtp = smtp;
        this.more = more;
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("server.port", "0");
        properties.put("server.address", "127.0.0.1");
        // There is no registry here, and the real one is nobody's business.
        properties.put("bus.feed.compare-tags", "0s");
        properties.put("management.server.port", "0");
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", TestDatabase.APPLICATION);
        properties.put("spring.datasource.password", TestDatabase.PASSWORD);
        properties.put("spring.flyway.user", TestDatabase.OWNER);
        properties.put("spring.flyway.password", TestDatabase.PASSWORD);
        properties.put("spring.mail.host", "127.0.0.1");
        properties.put("spring.mail.port", String.valueOf(smtp.getSmtp().getPort()));
        properties.put("bus.mail.from", "Promotion Bus <bus@example.org>");
        properties.put("bus.public-url", "http://127.0.0.1:8080");
        properties.put("bus.clock.adjustable", "true");
        properties.put("bus.identity.issuer-uri", keycloak.issuer().toString());
        properties.put("bus.identity.client-secret", keycloak.clientSecret("console"));
        properties.put("bus.identity.admin.client-secret", keycloak.clientSecret("promotion-bus"));
        properties.put("bus.audit.signing-key", signingKey());
        properties.put("bus.audit.key-id", "test");
        properties.put("logging.structured.format.console", "");
        properties.putAll(more);
        System.setProperty("kubeconfig", kubeconfig().toString());
        try {
            context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Product.class)
                    .run(properties.entrySet().stream()
                            .map(property -> "--" + property.getKey() + "=" + property.getValue())
                            .toArray(String[]::new));
        } finally {
            System.clearProperty("kubeconfig");
        }
    }

    /** Ends this one and starts another between the same cluster, Keycloak and SMTP, on this database. */
    public WholeBus restartedOn(TestDatabase other) {
        context.close();
        return new WholeBus(other, cluster, smtp, more);
    }

    private static ClusterSimulator cluster(String policies) {
        ClusterSimulator cluster =
                ClusterSimulator.start(ClusterOptions.defaults().withTimings(Timings.fast()));
        cluster.apply(SandboxPipeline.standard().manifests());
        cluster.applyFromGit(policies);
        return cluster;
    }

    private static GreenMail smtpServer() {
        GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        return smtp;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ClusterSimulator cluster() {
        return cluster;
    }

    public KeycloakServer keycloak() {
        return keycloak;
    }

    public GreenMail smtp() {
        return smtp;
    }

    public TestDatabase database() {
        return database;
    }

    /** A request without anybody behind it. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + path))
                .header("Accept-Language", "pt-BR");
    }

    /** A request of a person by bearer token, as Keycloak gives it out now. */
    public HttpRequest.Builder request(String path, String person) {
        return request(path).header("Authorization", "Bearer " + keycloak.passwordToken(person));
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

    private Path kubeconfig() {
        try {
            Path file = Files.createTempFile("kubeconfig", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, cluster.kubeconfig(cluster.busToken()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String signingKey() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The application without the configurations that tests keep beside it on the class path. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan(
            basePackageClasses = PromotionBusApplication.class,
            excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = OfTests.class))
    static class Product {}

    static final class OfTests implements TypeFilter {
        @Override
        public boolean match(MetadataReader type, MetadataReaderFactory factory) throws IOException {
            return type.getResource().getURL().getPath().contains("/test-classes/")
                    || type.getClassMetadata().getClassName().equals(PromotionBusApplication.class.getName());
        }
    }

    @Override
    public void close() {
        context.close();
        cluster.close();
        smtp.stop();
    }
}
