package io.promotionbus.support;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The cookie side of a browser, with the login page of {@link FakeIdentityProvider} built in. */
public final class Browser {

    private final RunningBus bus;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public Browser(RunningBus bus) {
        this.bus = bus;
    }

    public HttpResponse<String> get(String path) {
        return send(bus.request(path));
    }

    /** A POST as the console's script sends it; {@code csrf} is the value of {@code X-XSRF-TOKEN}, null for none. */
    public HttpResponse<String> post(String path, String csrf) {
        HttpRequest.Builder request = bus.request(path)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        return send(csrf == null ? request : request.header("X-XSRF-TOKEN", csrf));
    }

    public String cookie(String name) {
        return cookies.get(name);
    }

    public static Map<String, String> query(HttpResponse<String> redirect) {
        return FakeIdentityProvider.form(
                URI.create(redirect.headers().firstValue("Location").orElseThrow())
                        .getRawQuery());
    }

    /** Follows the provider's way back after the person has logged in there. */
    public HttpResponse<String> comeBack(HttpResponse<String> start, String person, String... roles) {
        Map<String, String> query = query(start);
        String code = bus.identity().login(query, person, roles);
        String state = java.net.URLEncoder.encode(query.get("state"), java.nio.charset.StandardCharsets.UTF_8);
        return get("/login/oauth2/code/keycloak?code=" + code + "&state=" + state);
    }

    public void login(String person, String... roles) {
        comeBack(get("/oauth2/authorization/keycloak"), person, roles);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = bus.send(request);
        for (String set : answer.headers().allValues("Set-Cookie")) {
            String pair = set.split(";", 2)[0];
            String name = pair.substring(0, pair.indexOf('='));
            String value = pair.substring(pair.indexOf('=') + 1);
            if (value.isEmpty()) {
                cookies.remove(name);
            } else {
                cookies.put(name, value);
            }
        }
        return answer;
    }
}
