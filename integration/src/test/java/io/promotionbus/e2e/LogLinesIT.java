package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may choose a text that is logged can not choose what the log says. */
@InSandbox
class LogLinesIT {

    private static final String MARK = "a line that nobody logged";
    private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");

    private final HttpClient http = HttpClient.newHttpClient();

    /** Anybody can come back from a login that they began, with an error that they describe. */
    @Test
    void writesNoLineThatAStrangerComposed(SandboxClient sandbox) throws Exception {
        HttpResponse<String> begun = get(sandbox, "/oauth2/authorization/keycloak", "");
        String cookies = begun.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
        Matcher state = STATE.matcher(begun.headers().firstValue("Location").orElseThrow());
        assertThat(state.find()).isTrue();
        String forged = "x\r\n{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"level\":\"ERROR\",\"message\":\"" + MARK
                + "\"}\r\n\u001b[2J";

        HttpResponse<String> back = get(
                sandbox,
                "/login/oauth2/code/keycloak?state=" + state.group(1) + "&error=access_denied&error_description="
                        + URLEncoder.encode(forged, StandardCharsets.UTF_8),
                cookies);

        assertThat(back.statusCode()).isEqualTo(302);
        List<String> lines =
                Files.readAllLines(sandbox.sandbox().buses().getFirst().log());
        List<String> marked = lines.stream().filter(line -> line.contains(MARK)).toList();
        assertThat(marked).as("logged as what it is").hasSize(1).allSatisfy(line -> {
            JsonNode event = Json.MAPPER.readTree(line);
            assertThat(event.path("message").asText())
                    .startsWith("A login did not complete")
                    .contains(MARK);
            assertThat(line).doesNotContain("\u001b");
        });
    }

    private HttpResponse<String> get(SandboxClient sandbox, String path, String cookies)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.console() + path));
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
