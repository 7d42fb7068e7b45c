package io.promotionbus.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.BadInput;
import io.promotionbus.sandbox.http.Request;
import io.promotionbus.sandbox.source.Images;
import io.promotionbus.sandbox.source.PushRequest;
import io.promotionbus.sandbox.source.Pushed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What people do from outside: push, read mail, change policies and people. */
final class Development {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private final RunningSandbox sandbox;

    Development(RunningSandbox sandbox) {
        this.sandbox = sandbox;
    }

    Answer push(Request request) {
        PushRequest wanted = PushRequest.read(Bodies.any(request));
        Pushed push = sandbox.company().push(wanted);
        sandbox.senders().announce(push, wanted);
        Map<String, String> digests = new TreeMap<>();
        for (String image : Images.NAMES) {
            digests.put(image, sandbox.company().build(image, push).index().digest());
        }
        return Answer.json(201, Map.of("tag", push.tag(), "commit", push.commit(), "digests", digests));
    }

    Answer mail(Request request) {
        return Answer.json(
                200,
                Map.of(
                        "items",
                        sandbox.mail()
                                .received(request.parameter("to")
                                        .filter(to -> !to.isBlank())
                                        .orElse(null))));
    }

    Answer deleteMail(Request request) {
        sandbox.mail().clear();
        return Answer.empty(204);
    }

    Answer github(Request request) {
        return Answer.json(200, Map.of("calls", sandbox.github().calls()));
    }

    Answer promotions(Request request) {
        List<Map<String, Object>> items = sandbox.cluster().promotions().stream()
                .map(Development::promotion)
                .toList();
        return Answer.json(200, Map.of("items", items));
    }

    private static Map<String, Object> promotion(JsonNode promotion) {
        JsonNode metadata = promotion.path("metadata");
        Map<String, Object> item = new TreeMap<>();
        item.put("name", metadata.path("name").asText());
        item.put("stage", promotion.path("spec").path("stage").asText());
        item.put("freight", promotion.path("spec").path("freight").asText());
        item.put("phase", promotion.path("status").path("phase").asText(""));
        item.put("annotations", metadata.has("annotations") ? metadata.path("annotations") : Map.of());
        item.put("labels", metadata.has("labels") ? metadata.path("labels") : Map.of());
        item.put("createdAt", metadata.path("creationTimestamp").asText());
        return item;
    }

    Answer putPolicy(Request request) {
        String name = name(request);
        JsonNode spec = Bodies.any(request);
        try {
            return Answer.json(200, sandbox.cluster().putPolicy(name, spec));
        } catch (KubernetesClientException refused) {
            return Answer.problem(
                    refused.getCode() >= 400 && refused.getCode() < 500 ? 422 : 502,
                    "refused-by-cluster",
                    refused.getStatus() == null || refused.getStatus().getMessage() == null
                            ? String.valueOf(refused.getMessage())
                            : refused.getStatus().getMessage());
        }
    }

    Answer deletePolicy(Request request) {
        return sandbox.cluster().deletePolicy(name(request))
                ? Answer.empty(204)
                : Answer.problem(404, "not-found", "There is no policy " + name(request) + ".");
    }

    private static String name(Request request) {
        String name = request.segments()[2];
        if (!name.matches(NAME)) {
            throw new BadInput("name", "A policy's name has lower-case letters, digits and dashes.");
        }
        return name;
    }

    Answer putPerson(Request request) {
        String person = request.segments()[2];
        JsonNode body = Bodies.object(request, Set.of("roles", "enabled"));
        List<String> roles = Bodies.texts(body, "roles");
        boolean enabled = Bodies.truth(body, "enabled", true);
        if (!sandbox.keycloak().isAlive()) {
            return Answer.problem(503, "identity-unavailable", "Keycloak does not run; start it first.");
        }
        if (person.startsWith("service-account-")
                || sandbox.keycloak().admin().subject(person).isEmpty()) {
            return Answer.problem(404, "not-found", "There is nobody called " + person + ".");
        }
        for (String role : roles) {
            if (!sandbox.keycloak().admin().hasRole(role)) {
                throw new BadInput("roles", "The realm has no role " + role + ".");
            }
        }
        sandbox.keycloak().setPerson(person, roles, enabled);
        return Answer.empty(204);
    }
}
