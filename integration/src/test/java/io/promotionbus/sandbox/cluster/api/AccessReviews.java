package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** SubjectAccessReview, SelfSubjectAccessReview and SelfSubjectReview: answered, never stored. */
final class AccessReviews {

    private static final ResourceType REVIEWS =
            ResourceType.cluster("authorization.k8s.io", "v1", "subjectaccessreviews", "SubjectAccessReview", false);

    private final Rbac rbac;

    AccessReviews(Rbac rbac) {
        this.rbac = rbac;
    }

    /** Empty if the path is none of these. */
    Optional<ObjectNode> answer(String path, User user, JsonNode body) {
        return switch (path) {
            case "/apis/authorization.k8s.io/v1/subjectaccessreviews" -> Optional.of(ofSubject(user, body));
            case "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews" -> Optional.of(review(user, body));
            case "/apis/authentication.k8s.io/v1/selfsubjectreviews" -> Optional.of(self(user));
            default -> Optional.empty();
        };
    }

    private ObjectNode ofSubject(User asker, JsonNode body) {
        if (!rbac.allows(asker, new Rbac.Access("create", REVIEWS.group(), REVIEWS.plural(), null, ""))) {
            throw ApiException.forbidden(
                    REVIEWS, "", ResourceHandler.cannot(asker, "create", REVIEWS, REVIEWS.plural(), null));
        }
        JsonNode spec = body.path("spec");
        return review(new User(spec.path("user").asText(), Json.strings(spec.path("groups"))), body);
    }

    private ObjectNode review(User subject, JsonNode body) {
        JsonNode asked = body.path("spec").path("resourceAttributes");
        String subresource = asked.path("subresource").asText("");
        String resource = asked.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource);
        String namespace = asked.path("namespace").asText("");
        boolean allowed = rbac.allows(
                subject,
                new Rbac.Access(
                        asked.path("verb").asText(),
                        asked.path("group").asText(""),
                        resource,
                        namespace.isEmpty() ? null : namespace,
                        asked.path("name").asText("")));
        ObjectNode answer = body.deepCopy();
        answer.putObject("status").put("allowed", allowed);
        return answer;
    }

    private static ObjectNode self(User user) {
        ObjectNode answer =
                Json.object().put("kind", "SelfSubjectReview").put("apiVersion", "authentication.k8s.io/v1");
        ObjectNode info = answer.putObject("status").putObject("userInfo").put("username", user.name());
        user.groups().forEach(info.putArray("groups")::add);
        return answer;
    }
}
