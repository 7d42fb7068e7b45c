package io.promotionbus.platform.camel;

import static io.promotionbus.platform.camel.GitHubCredentialProperties.blank;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.promotionbus.platform.GitHubAccess;
import io.promotionbus.platform.InvalidConfiguration;
import io.promotionbus.platform.camel.GitHubCredentialProperties.App;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * The App's installation token, kept until shortly before it ends and replaced when GitHub refuses it; else the configured
 * token. Wall time. Every replica has its own.
 *
 * @see <a href="https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app">Installation
 *     access tokens</a>
 */
@Component
@EnableConfigurationProperties(GitHubCredentialProperties.class)
class GitHubCredentials implements GitHubAccess {

    private static final Duration BEFORE_THE_END = Duration.ofMinutes(5);
    private static final String APP = "bus.github.app";

    private final @Nullable String token;
    private final @Nullable App app;
    private final @Nullable AppKey key;
    private final ProducerTemplate template;
    private final Clock wall;
    private @Nullable Minted minted;

    GitHubCredentials(GitHubCredentialProperties properties, CamelContext camel, Clock wall) {
        this.token = blank(properties.token()) ? null : properties.token();
        this.app = properties.app() == null || properties.app().absent() ? null : properties.app();
        this.key = app == null ? null : checked(app);
        this.template = camel.createProducerTemplate();
        this.wall = wall;
    }

    private static AppKey checked(App app) {
        if (blank(app.id())) {
            throw InvalidConfiguration.missing(APP + ".id", "it must be the GitHub App's id or client id");
        }
        if (!Objects.requireNonNull(app.id()).matches("[A-Za-z0-9.]{1,60}")) {
            throw InvalidConfiguration.wrong(APP + ".id", "it must be the GitHub App's id or client id");
        }
        if (blank(app.installationId())) {
            throw InvalidConfiguration.missing(
                    APP + ".installation-id", "it must be the number of the App's installation");
        }
        if (!Objects.requireNonNull(app.installationId()).matches("\\d{1,18}")) {
            throw InvalidConfiguration.wrong(APP + ".installation-id", "it must be a number");
        }
        if (blank(app.privateKey())) {
            throw InvalidConfiguration.missing(APP + ".private-key", "it must be the GitHub App's private key");
        }
        try {
            return AppKey.parse(Objects.requireNonNull(app.privateKey()));
        } catch (IllegalArgumentException notOne) {
            throw InvalidConfiguration.wrong(APP + ".private-key", "it must be an RSA private key in PEM");
        }
    }

    @Override
    public boolean configured() {
        return app != null || token != null;
    }

    @Override
    public synchronized Optional<String> token() {
        if (app == null || key == null) {
            return Optional.ofNullable(token);
        }
        Minted known = minted;
        if (known == null || !wall.instant().isBefore(known.until())) {
            known = mint(app, key);
            minted = known;
        }
        return Optional.of(known.token());
    }

    @Override
    public synchronized void refused(String refused) {
        if (minted != null && minted.token().equals(refused)) {
            minted = null;
        }
    }

    private Minted mint(App app, AppKey key) {
        GitHubCall call = new GitHubCall(
                "POST",
                "/app/installations/" + app.installationId() + "/access_tokens",
                "",
                JsonNodeFactory.instance.objectNode());
        String statement = key.statement(Objects.requireNonNull(app.id()), wall.instant());
        Exchange exchange = template.request(
                GitHubCallRoutes.CALL,
                request -> request.getMessage().setBody(new GitHubCallRoutes.Authorized(call, statement)));
        if (exchange.getException() != null) {
            throw new Away("GitHub did not answer when the App asked for its token");
        }
        GitHubAnswer answer = exchange.getMessage().getBody(GitHubAnswer.class);
        String fresh = answer.body().path("token").asText("");
        if (!answer.ok() || !fresh.matches("[\\x21-\\x7e]{1,1000}")) {
            throw new Away(
                    "GitHub gave the App no token: it answered " + answer.status() + " (" + answer.message() + ")");
        }
        return new Minted(fresh, end(answer.body().path("expires_at").asText()).minus(BEFORE_THE_END));
    }

    private Instant end(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            return wall.instant().plus(BEFORE_THE_END);
        }
    }

    /** @param until when a new one is asked for */
    private record Minted(String token, Instant until) {
        @Override
        public String toString() {
            return "Minted[until " + until + "]";
        }
    }
}
