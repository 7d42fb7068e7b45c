package io.promotionbus.support;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.SandboxOptions.Port;
import io.promotionbus.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a person with curl can do: the control API, the bus's API with a token, mail. */
public final class SandboxClient {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Longer than a version has to stay healthy before it counts as verified. */
    private static final Duration SETTLING = Duration.ofSeconds(6);

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(4);

    /** An HTTP answer whose body is JSON or empty. */
    public record Response(int status, JsonNode body) {

        /** The slug of a problem document. */
        public String problem() {
            return body.path("type").asText().replaceFirst(".*/", "");
        }

        public Stream<JsonNode> items() {
            return StreamSupport.stream(body.path("items").spliterator(), false);
        }
    }

    /** What a push answered. */
    public record Push(String tag, String commit, Map<String, String> digests) {}

    private record Token(String value, Instant until) {}

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final RunningSandbox sandbox;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    public SandboxClient(RunningSandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** The parts themselves, for what no API shows. */
    public RunningSandbox sandbox() {
        return sandbox;
    }

    public URI console() {
        return sandbox.consoleUrl();
    }

    /** A call of the control API. */
    public Response control(String method, String path, @Nullable Object body) {
        URI uri = URI.create("http://127.0.0.1:" + sandbox.options().port(Port.CONTROL) + "/sandbox/" + path);
        return send(request(method, uri, body).build());
    }

    /**
     * Moves the business time forward, between rollouts: by that time, one that is under way has not come to an end for
     * long, and is rolled back. Returns the new time after everything due by then was evaluated.
     */
    public Instant advance(Duration by) {
        await("no rollout under way").atMost(PATIENCE).until(() -> !rollingOut());
        Response moved = control("POST", "clock", Map.of("advance", by.toString()));
        if (moved.status() != 200) {
            throw new IllegalStateException("The clock was not moved: " + moved);
        }
        return Instant.parse(moved.body().path("now").asText());
    }

    /** Pushes with everything as usual. */
    public Push push(String image) {
        return push(Map.of("image", image));
    }

    public Push push(Map<String, ?> body) {
        Response answer = control("POST", "push", body);
        if (answer.status() != 201) {
            throw new IllegalStateException("The push was refused: " + answer);
        }
        return Json.MAPPER.convertValue(answer.body(), Push.class);
    }

    /** A call of the bus's API as this person. */
    public Response api(String person, String method, String path, @Nullable Object body) {
        return api(console(), person, method, path, body);
    }

    /** The same of the replica at this address. */
    public Response api(URI replica, String person, String method, String path, @Nullable Object body) {
        return send(request(method, replica.resolve(path), body)
                .header("Authorization", "Bearer " + token(person))
                .header("Accept-Language", "en")
                .build());
    }

    /** A call of the users API that serves dev, as this person. */
    public Response users(String person, String method, String path, @Nullable Object body) {
        return send(request(method, sandbox.url(Port.USERS_DEV).resolve(path), body)
                .header("Authorization", "Bearer " + token(person))
                .build());
    }

    public Response get(String person, String path) {
        return api(person, "GET", path, null);
    }

    /** A POST to the bus without any credentials but these headers, as a stranger or a sender would. */
    public Response raw(String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(console().resolve(path))
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return send(request.build());
    }

    /** A token by password grant; kept until shortly before it ends. */
    public String token(String person) {
        return tokens.compute(
                        person,
                        (name, kept) -> kept != null && Instant.now().isBefore(kept.until())
                                ? kept
                                : new Token(
                                        sandbox.keycloak().passwordToken(name),
                                        Instant.now().plus(TOKEN_LIFE)))
                .value();
    }

    /** What the page of a request shows this person. */
    public JsonNode approval(String person, String request) {
        return get(person, "/api/approvals/" + request).body();
    }

    /** A decision about what the page shows at this moment. */
    public Response decide(String person, String request, String decision, @Nullable String comment) {
        Map<String, Object> body = new TreeMap<>();
        body.put("decision", decision);
        body.put("fingerprint", approval(person, request).path("fingerprint").asText());
        body.put("comment", comment);
        return api(person, "POST", "/api/approvals/" + request + "/decision", body);
    }

    /**
     * Approves in the people's names, one after another, until nobody is missing: where nothing ran before, four eyes ask
     * for a second person.
     */
    public void approve(String request, String... people) {
        for (String person : people) {
            // A page that changes while somebody decides is looked at again, as people do.
            Response answer = await().atMost(PATIENCE)
                    .until(
                            () -> decide(person, request, "approve", null),
                            given -> !List.of("changed", "commits-unavailable").contains(given.problem()));
            if (answer.status() != 200) {
                throw new IllegalStateException(person + " could not approve: " + answer);
            }
            if (answer.body().path("state").asText().equals("approved")) {
                return;
            }
        }
        throw new IllegalStateException("Still open: " + approval(people[0], request));
    }

    /**
     * The id of the open request about this version, as soon as there is one. Where the version only has to stay healthy
     * for some more seconds, business time is moved over them.
     */
    public String request(String stage, Push push) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> settled(stage, push)
                                .get("viewer", "/api/approvals?state=open&limit=200&stage=" + stage)
                                .items()
                                .filter(open -> open.path("incoming")
                                        .path("artifacts")
                                        .path(0)
                                        .path("tag")
                                        .asText()
                                        .equals(push.tag()))
                                .map(open -> open.path("id").asText())
                                .findFirst()
                                .orElse(""),
                        id -> !id.isEmpty());
    }

    private SandboxClient settled(String stage, Push push) {
        boolean settling = StreamSupport.stream(
                        onBoard(stage).path("candidates").spliterator(), false)
                .filter(candidate ->
                        candidate.path("artifacts").findValuesAsText("tag").contains(push.tag()))
                .map(candidate -> candidate.path("because"))
                .anyMatch(because -> because.path("slug").asText().equals("not-verified-upstream")
                        && !because.path("until").asText().isEmpty());
        if (settling && !rollingOut()) {
            control("POST", "clock", Map.of("advance", SETTLING.toString()));
        }
        return this;
    }

    private boolean rollingOut() {
        return get("viewer", "/api/board").body().toString().contains("\"health\":\"Progressing\"");
    }

    /** Sees to it that something runs in every stage, so that four eyes have commits to look at. */
    public void release() {
        if (running("prod").isEmpty()) {
            releaseAnew();
        }
    }

    /** The same from what other tests left: what comes next has no commit of theirs in it, nor its author. */
    public void releaseAnew() {
        Push push = push("users-api");
        approve(request("stg", push), "qa", "qa2");
        approve(request("prod", push), "po", "po2");
        await().atMost(PATIENCE).until(() -> running("prod").equals(push.tag()));
    }

    /** Mails to the person that name the tag or commit, oldest first. */
    public List<JsonNode> mails(String person, String mentioning) {
        return control("GET", "mail?to=" + person, null)
                .items()
                .filter(mail -> mail.toString().contains(mentioning.substring(0, Math.min(7, mentioning.length()))))
                .toList();
    }

    /** Promotions in the cluster of this stage whose Freight is this one. */
    public List<JsonNode> promotions(String stage, String freight) {
        return control("GET", "promotions", null)
                .items()
                .filter(promotion -> promotion.path("stage").asText().equals(stage))
                .filter(promotion -> promotion.path("freight").asText().equals(freight))
                .toList();
    }

    /** The Freight that the tag became, as the board, lineage and Promotions name it; empty string when none yet. */
    public String freightOf(String tag) {
        return get("operator", "/api/deliveries?source=dockerhub&limit=200")
                .items()
                .flatMap(delivery -> StreamSupport.stream(
                                delivery.path("verdict").path("freights").spliterator(), false)
                        .filter(freight -> StreamSupport.stream(
                                        delivery.path("verdict")
                                                .path("artifacts")
                                                .spliterator(),
                                        false)
                                .anyMatch(artifact ->
                                        artifact.path("tag").asText().equals(tag))))
                .map(freight -> freight.path("freight").asText())
                .findFirst()
                .orElse("");
    }

    /** The tag that runs in a stage according to the board; empty string for none. */
    public String running(String stage) {
        return onBoard(stage)
                .path("current")
                .path("artifacts")
                .path(0)
                .path("tag")
                .asText("");
    }

    /** A stage's health according to the board. */
    public String health(String stage) {
        return onBoard(stage).path("health").asText("");
    }

    private JsonNode onBoard(String stage) {
        for (JsonNode project : get("viewer", "/api/board").body().path("projects")) {
            for (JsonNode one : project.path("stages")) {
                if (one.path("name").asText().equals(stage)) {
                    return one;
                }
            }
        }
        return Json.MAPPER.missingNode();
    }

    /** What the environment's own address says it serves; empty string for nothing. */
    public String serving(String stage) {
        Port port = Port.valueOf("USERS_" + stage.toUpperCase(java.util.Locale.ROOT));
        return send(request("GET", sandbox.url(port).resolve("/api/version"), null)
                        .build())
                .body()
                .path("version")
                .asText("");
    }

    private static HttpRequest.Builder request(String method, URI uri, @Nullable Object body) {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body));
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(90))
                .header("Content-Type", "application/json")
                .method(method, publisher);
    }

    private Response send(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            boolean json = answer.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Response(
                    answer.statusCode(),
                    json && answer.body().length > 0 ? Json.tree(answer.body()) : Json.MAPPER.missingNode());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
