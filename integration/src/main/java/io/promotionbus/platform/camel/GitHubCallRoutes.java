package io.promotionbus.platform.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One request to GitHub's REST API; the server is fixed by configuration and no redirect is followed. */
@Component
public class GitHubCallRoutes extends RouteBuilder {

    static final String CALL = "direct:platform-call-github";

    /** The client itself would send a POST again after 503. */
    private static final String ONCE = "gitHubOnce";

    private static final int MOST_READ = 4 << 20;
    private static final int SECOND_LIMIT = 60;
    private static final Pattern NEXT = Pattern.compile("[?&]cursor=([A-Za-z0-9_%-]+)[^>]*>;\\s*rel=\"next\"");

    private final Clock wall;
    private final ObjectMapper json = new ObjectMapper();

    public GitHubCallRoutes(Clock wall) {
        this.wall = wall;
    }

    @Override
    public void configure() {
        HttpClientConfigurer once = client -> client.disableAutomaticRetries();
        getContext().getRegistry().bind(ONCE, once);
        from(CALL)
                .routeId("platform-call-github")
                .routeConfigurationId(RouteErrorPolicies.BASE + "," + RouteErrorPolicies.OUTBOUND_HTTP)
                .removeHeaders("*")
                .bean(this, "prepare")
                .to("{{bus.github.api-url}}?throwExceptionOnFailure=false&followRedirects=false&copyHeaders=false"
                        + "&disableStreamCache=true&connectTimeout=3000&connectionRequestTimeout=3000"
                        + "&responseTimeout=10000&soTimeout=10000&userAgent=promotion-bus&httpClientConfigurer=#"
                        + ONCE)
                .id("platform-call-github.call")
                .bean(this, "read")
                .removeHeaders("*");
    }

    /** Public for Camel. */
    public void prepare(@Body Authorized authorized, Exchange exchange) {
        GitHubCall call = authorized.call();
        Message request = exchange.getMessage();
        request.setHeader(Exchange.HTTP_METHOD, call.method());
        request.setHeader(Exchange.HTTP_PATH, call.path());
        if (!call.query().isEmpty()) {
            request.setHeader(Exchange.HTTP_QUERY, call.query());
        }
        request.setHeader("Accept", "application/vnd.github+json");
        request.setHeader("X-GitHub-Api-Version", "2022-11-28");
        if (authorized.token() != null) {
            request.setHeader("Authorization", "Bearer " + authorized.token());
        }
        if (call.body() == null) {
            request.setBody(null);
        } else {
            request.setHeader(Exchange.CONTENT_TYPE, "application/json");
            request.setBody(call.body().toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Public for Camel. */
    public void read(Exchange exchange) throws IOException {
        Message answer = exchange.getMessage();
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        Matcher next = NEXT.matcher(String.valueOf(answer.getHeader("Link", String.class)));
        Duration pause = status == 403 || status == 429 ? pause(answer, status) : null;
        answer.setBody(new GitHubAnswer(
                status, body(answer.getBody(InputStream.class)), next.find() ? next.group(1) : null, pause));
    }

    /** 403 means a limit only when GitHub says when to come again; else it means a missing permission. */
    private @Nullable Duration pause(Message answer, int status) {
        Long after = answer.getHeader("Retry-After", Long.class);
        if (after != null) {
            return Duration.ofSeconds(Math.clamp(after, 1, GitHubAnswer.LONGEST_PAUSE.toSeconds()));
        }
        if ("0".equals(answer.getHeader("X-RateLimit-Remaining", String.class))) {
            Long reset = answer.getHeader("X-RateLimit-Reset", Long.class);
            long left = reset == null ? SECOND_LIMIT : reset - wall.instant().getEpochSecond();
            return Duration.ofSeconds(Math.clamp(left, 1, GitHubAnswer.LONGEST_PAUSE.toSeconds()));
        }
        return status == 429 ? Duration.ofSeconds(SECOND_LIMIT) : null;
    }

    private JsonNode body(@Nullable InputStream stream) throws IOException {
        if (stream == null) {
            return MissingNode.getInstance();
        }
        try (stream) {
            byte[] bytes = stream.readNBytes(MOST_READ + 1);
            if (bytes.length > MOST_READ) {
                throw new IOException("The answer has more than " + MOST_READ + " bytes");
            }
            JsonNode node = bytes.length == 0 ? null : json.readTree(bytes);
            return node == null ? MissingNode.getInstance() : node;
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** A call and what it shows. */
    record Authorized(GitHubCall call, @Nullable String token) {
        @Override
        public String toString() {
            return call.toString();
        }
    }
}
