package io.promotionbus.intake;

import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.audit.TraceStep;
import io.promotionbus.audit.TraceSteps;
import io.promotionbus.platform.Requester;
import io.promotionbus.support.TestDatabase;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The intake and the platform on a real PostgreSQL and a real port; the feed and the audit log are small in-memory ones.
 * A request says its roles in the header {@code X-Roles}, which stands for a login here.
 */
public final class IntakeServer implements AutoCloseable {

    public static final String SECRET = "It's a Secret to Everybody";
    public static final String SECOND_SECRET = "the one that comes next";
    public static final String TOKEN = "Zm9yLXRlc3RzLW9ubHktMTIz";
    public static final String TEAM_TOKEN = "dGVhbS10b2tlbi0xMjM0NTY3OA";

    public final TestDatabase database = TestDatabase.create();
    public final FakeFeed feed = new FakeFeed();
    public final RecordingAudit audit = new RecordingAudit();
    public final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ServletWebServerApplicationContext context;

    public IntakeServer(String... properties) {
        this(Application.class, Map.of(), properties);
    }

    /** With beans of the test under their names; {@code application} scans what is to run. */
    public IntakeServer(Class<?> application, Map<String, Object> beans, String... properties) {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(application)
                .initializers(c -> {
                    if (beans.isEmpty()) {
                        c.getBeanFactory().registerSingleton("feed", feed);
                    }
                    beans.forEach(c.getBeanFactory()::registerSingleton);
                    c.getBeanFactory().registerSingleton("auditLog", audit);
                    c.getBeanFactory().registerSingleton("traceSteps", new NoTrace());
                })
                .run(arguments(properties));
    }

    /** As arguments, which win over the product's own defaults. */
    private String[] arguments(String... properties) {
        List<String> usual = List.of(
                "server.port=0",
                "management.server.port=0",
                "spring.datasource.url=" + database.url(),
                "spring.datasource.username=" + TestDatabase.APPLICATION,
                "spring.datasource.password=" + TestDatabase.PASSWORD,
                "spring.datasource.hikari.connection-timeout=1000",
                "spring.flyway.enabled=false",
                "spring.flyway.user=" + TestDatabase.OWNER,
                "spring.flyway.password=" + TestDatabase.PASSWORD,
                "spring.autoconfigure.exclude="
                        + "org.springframework.boot.autoconfigure.session.SessionAutoConfiguration,"
                        + "org.springframework.boot.autoconfigure.security.oauth2.client.servlet."
                        + "OAuth2ClientAutoConfiguration,"
                        + "org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration",
                "logging.structured.format.console=",
                "bus.public-url=http://127.0.0.1:8080",
                "bus.identity.issuer-uri=http://127.0.0.1:1/realms/test",
                "spring.session.jdbc.initialize-schema=never",
                "bus.intake.github.default.secrets[0]=" + SECRET,
                "bus.intake.github.default.secrets[1]=" + SECOND_SECRET,
                "bus.intake.github.team.secrets[0]=team secret",
                "bus.intake.dockerhub.default.tokens[0]=" + TOKEN,
                "bus.intake.dockerhub.team.tokens[0]=" + TEAM_TOKEN,
                "bus.intake.dockerhub.team.registry=registry.example.org:5000",
                "bus.intake.first-pause=50ms",
                "bus.intake.recheck-delay=300ms");
        Map<String, String> byName = new LinkedHashMap<>();
        Stream.concat(usual.stream(), Stream.of(properties))
                .forEach(property -> byName.put(property.substring(0, property.indexOf('=')), property));
        return byName.values().stream().map(property -> "--" + property).toArray(String[]::new);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(database.ownerDataSource());
    }

    public int port() {
        return context.getWebServer().getPort();
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A signed GitHub request, to be changed by the test. */
    public HttpRequest.Builder github(String event, String delivery, byte[] body) {
        return request("/webhooks/github")
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", delivery)
                .header("X-Hub-Signature-256", signature(SECRET, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    public HttpResponse<String> sendGithub(String event, String delivery, String body) {
        return send(
                github(event, delivery, body.getBytes(StandardCharsets.UTF_8)).build());
    }

    public HttpResponse<String> sendDockerHub(String body) {
        return send(request("/webhooks/dockerhub/" + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> get(String path, String roles) {
        return send(request(path).header("X-Roles", roles).build());
    }

    public HttpResponse<String> post(String path, String roles, String body) {
        return send(request(path)
                .header("X-Roles", roles)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String status(UUID delivery) {
        return jdbc().sql("SELECT status FROM intake_delivery WHERE id = ?")
                .param(delivery)
                .query(String.class)
                .single();
    }

    public long deliveries() {
        return jdbc().sql("SELECT count(*) FROM intake_delivery")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        context.close();
    }

    /** A feed that finds every tag under one digest, unless told otherwise. */
    public static final class FakeFeed implements ArtifactIntake {
        public final List<Announcement> resolved = new CopyOnWriteArrayList<>();
        public final List<Artifact> accepted = new CopyOnWriteArrayList<>();
        public final List<MergeFact> merged = new CopyOnWriteArrayList<>();
        public final List<CommitFacts> commits = new CopyOnWriteArrayList<>();
        public volatile Function<Announcement, Resolution> registry = FakeFeed::found;

        public static Resolution found(Announcement a) {
            return new Resolution.Resolved(
                    new Artifact(a.host(), a.repository(), a.tag(), "sha256:" + "a".repeat(64), a.commit()));
        }

        @Override
        public Resolution resolve(DeliveryRef delivery, Announcement announcement) {
            resolved.add(announcement);
            return registry.apply(announcement);
        }

        @Override
        public void accept(DeliveryRef delivery, Artifact artifact) {
            accepted.add(artifact);
        }

        @Override
        public void commits(DeliveryRef delivery, CommitFacts facts) {
            commits.add(facts);
        }

        @Override
        public void merged(DeliveryRef delivery, MergeFact fact) {
            merged.add(fact);
        }
    }

    /** Refuses events outside a transaction, as the real one does. */
    public static final class RecordingAudit implements AuditLog {
        public final List<AuditEntry> entries = new CopyOnWriteArrayList<>();

        @Override
        public void record(AuditEntry entry) {
            if (!TransactionSynchronizationManager.isActualTransactionActive()) {
                throw new IllegalStateException("no transaction");
            }
            entries.add(entry);
        }

        public long count(String action) {
            return entries.stream().filter(e -> e.action().equals(action)).count();
        }
    }

    /** The trace has tests of its own. */
    private static final class NoTrace implements TraceSteps {
        @Override
        public void add(TraceStep step) {}

        @Override
        public List<TraceStep> of(String correlation) {
            return List.of(
                    new TraceStep(correlation, "intake-accept-github", "route", Instant.EPOCH, 1_500, "ok", null));
        }

        @Override
        public List<Found> search(Search search, @Nullable Position position, int limit) {
            return List.of();
        }

        @Override
        public long dropped() {
            return 3;
        }
    }

    @EnableAutoConfiguration
    @Import(Edge.class)
    @ComponentScan({
        "io.promotionbus.intake",
        "io.promotionbus.platform.persistence",
        "io.promotionbus.platform.camel",
        "io.promotionbus.platform.observability",
        "io.promotionbus.platform.web"
    })
    static class Application {}

    /** What stands for the login. */
    @EnableMethodSecurity
    public static class Edge implements WebMvcConfigurer {

        @Bean
        SecurityFilterChain testChain(HttpSecurity http) throws Exception {
            return http.csrf(csrf -> csrf.disable())
                    .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                    .addFilterBefore(new Login(), AuthorizationFilter.class)
                    .build();
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(new HandlerMethodArgumentResolver() {
                @Override
                public boolean supportsParameter(MethodParameter parameter) {
                    return parameter.getParameterType() == Requester.class;
                }

                @Override
                public Object resolveArgument(
                        MethodParameter parameter,
                        ModelAndViewContainer container,
                        NativeWebRequest request,
                        WebDataBinderFactory factory) {
                    return new Requester("http://issuer", "subject-1", "operator", "Op Erator", Set.of(), null);
                }
            });
        }
    }

    private static final class Login extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(
                HttpServletRequest request,
                jakarta.servlet.http.HttpServletResponse response,
                jakarta.servlet.FilterChain chain)
                throws jakarta.servlet.ServletException, java.io.IOException {
            String roles = request.getHeader("X-Roles");
            if (roles != null) {
                String[] authorities = List.of(roles.split(",")).stream()
                        .map(role -> "ROLE_" + role)
                        .toArray(String[]::new);
                SecurityContextHolder.getContext()
                        .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                                "someone", null, AuthorityUtils.createAuthorityList(authorities)));
            }
            chain.doFilter(request, response);
        }
    }

    /** Payloads as the real senders write them, shortened to what matters and some that must not matter. */
    public static final class Payloads {
        private Payloads() {}

        public static String dockerHub(String repository, String tag) {
            return """
                    {"callback_url": "http://169.254.169.254/latest", "push_data": {"pushed_at": 1.417566161e+09, "pusher": "ci",
                     "tag": "%s", "media_type": "application/vnd.oci.image.index.v1+json", "images": []},
                     "repository": {"comment_count": 0, "description": "<script>alert(1)</script>", "is_private": true,
                     "name": "users-api", "namespace": "acme", "owner": "acme", "repo_name": "%s", "star_count": 0,
                     "status": "Active"}}""".formatted(tag, repository);
        }

        public static String registryPackage(String url, String tag, String digest) {
            return """
                    {"action": "published", "registry_package": {"name": "users-api", "namespace": "acme",
                     "package_type": "CONTAINER", "package_version": {"version": "%s", "package_url": "%s",
                     "container_metadata": {"tag": {"name": "%s", "digest": "%s"},
                      "labels": {"all_labels": {"org.opencontainers.image.revision": "%s"}},
                      "manifest": {"digest": "%s"}}, "target_oid": "main"}}, "repository": {"full_name": "acme/users"}}""".formatted(digest, url, tag, digest, "b".repeat(40), digest);
        }

        public static String push(String branch, String before, String after) {
            return """
                    {"ref": "refs/heads/%s", "before": "%s", "after": "%s", "created": false, "deleted": false,
                     "forced": false, "repository": {"full_name": "acme/users", "default_branch": "main"},
                     "commits": [{"id": "%s", "message": "feat: ünïcode 🚀", "timestamp": "2026-11-23T18:00:00-03:00",
                      "author": {"name": "Dev", "email": "dev@example.org", "username": "dev"}}],
                     "head_commit": {"id": "%s", "message": "feat", "author": {"name": "Dev"}}}""".formatted(branch, before, after, after, after);
        }

        public static Map<String, String> github() {
            String sha = "c".repeat(40);
            return Map.of(
                    "push",
                    push("main", "d".repeat(40), sha),
                    "registry_package",
                    registryPackage("ghcr.io/acme/users-api:1.2.3", "1.2.3", "sha256:" + "e".repeat(64)),
                    "pull_request",
                    """
                    {"action": "closed", "number": 41, "pull_request": {"merged": true, "merge_commit_sha": "%s",
                     "html_url": "https://github.com/acme/users/pull/41", "title": "Users", "user": {"login": "dev"},
                     "base": {"ref": "main"}}, "repository": {"full_name": "acme/users", "default_branch": "main"}}""".formatted(sha),
                    "workflow_run",
                    """
                    {"action": "completed", "workflow_run": {"id": 7, "name": "test", "run_attempt": 2, "head_sha": "%s",
                     "head_branch": "main", "conclusion": "success", "html_url": "https://github.com/acme/users/runs/7"},
                     "repository": {"full_name": "acme/users"}}""".formatted(sha));
        }
    }
}
