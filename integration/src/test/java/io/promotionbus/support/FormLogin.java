package io.promotionbus.support;

import io.promotionbus.sandbox.http.Json;
import io.promotionbus.support.SandboxClient.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A browser without a screen: logs in at the sandbox's Keycloak by the form that people see, and keeps cookies, of each
 * port its own. Keycloak marks its cookies as secure even on {@code localhost}, which browsers take for safe.
 */
public final class FormLogin {

    private static final Pattern FORM = Pattern.compile("<form[^>]*id=\"kc-form-login\"[^>]*action=\"([^\"]+)\"");
    private static final int MOST_REDIRECTS = 10;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, Map<String, String>> cookies = new TreeMap<>();
    private final URI console;

    public FormLogin(SandboxClient sandbox) {
        this.console = sandbox.console();
    }

    /** Opens an address of the console that leads to the login form, and logs in there. False = no form was shown. */
    public boolean logIn(String path, String person) {
        HttpResponse<String> page = follow(console.resolve(path), null);
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            return false;
        }
        URI action = URI.create(form.group(1).replace("&amp;", "&"));
        follow(action, Map.of("username", person, "password", person, "credentialId", ""));
        return true;
    }

    /** A call of the API as the console's script makes it. */
    public Response api(String method, String path, @Nullable Object body) {
        URI uri = console.resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept-Language", "en")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.bytes(body)));
        String csrf = cookies.getOrDefault(uri.getPort(), Map.of()).get("XSRF-TOKEN");
        HttpResponse<String> answer = send(uri, csrf == null ? request : request.header("X-XSRF-TOKEN", csrf));
        return new Response(
                answer.statusCode(),
                answer.body().isEmpty()
                        ? Json.MAPPER.missingNode()
                        : Json.tree(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> follow(URI first, @Nullable Map<String, String> form) {
        URI uri = first;
        HttpResponse<String> answer = send(uri, request(uri, form));
        for (int i = 0; i < MOST_REDIRECTS && answer.statusCode() / 100 == 3; i++) {
            uri = uri.resolve(answer.headers().firstValue("Location").orElseThrow());
            answer = send(uri, request(uri, null));
        }
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(uri + " answered " + answer.statusCode());
        }
        return answer;
    }

    private static HttpRequest.Builder request(URI uri, @Nullable Map<String, String> form) {
        if (form == null) {
            return HttpRequest.newBuilder(uri);
        }
        BodyPublisher fields = BodyPublishers.ofString(form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(fields);
    }

    private HttpResponse<String> send(URI uri, HttpRequest.Builder request) {
        Map<String, String> jar = cookies.computeIfAbsent(uri.getPort(), port -> new TreeMap<>());
        if (!jar.isEmpty()) {
            request.header(
                    "Cookie",
                    jar.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(set -> keep(jar, set));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(uri + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static void keep(Map<String, String> jar, String set) {
        String[] pair = set.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty() || set.contains("Max-Age=0")) {
            jar.remove(pair[0]);
        } else {
            jar.put(pair[0], pair[1]);
        }
    }
}
