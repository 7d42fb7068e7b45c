package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.promotionbus.kargo.GitCommit;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The objects and patches the bus sends; names are given by Kargo's admission. */
final class KargoObjects {

    private static final Pattern QUOTED_NAME = Pattern.compile("\"([^\"]+)\" already exists");

    private KargoObjects() {}

    /** Without alias: Kargo refuses an alias it knows (422) before it could say that the Freight exists (409). */
    static GenericKubernetesResource freight(
            String project,
            Origin origin,
            List<Image> images,
            List<GitCommit> commits,
            @Nullable Instant discoveredAt) {
        GenericKubernetesResource freight = object(Kind.Freight, project, "f-");
        freight.getMetadata().setAnnotations(Map.of(Api.CREATED_BY_ANNOTATION, Api.CREATED_BY_BUS));
        freight.setAdditionalProperty("origin", Map.of("kind", origin.kind(), "name", origin.name()));
        if (!images.isEmpty()) {
            freight.setAdditionalProperty(
                    "images", images.stream().map(KargoObjects::image).toList());
        }
        if (!commits.isEmpty()) {
            freight.setAdditionalProperty(
                    "commits", commits.stream().map(KargoObjects::commit).toList());
        }
        if (discoveredAt != null) {
            freight.setAdditionalProperty(
                    "discoveredAt", discoveredAt.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return freight;
    }

    static GenericKubernetesResource promotion(
            String project, String stage, String freight, String attempt, boolean rollback) {
        GenericKubernetesResource promotion = object(Kind.Promotion, project, "promotion-");
        promotion.getMetadata().setLabels(Map.of(Api.ATTEMPT_LABEL, attempt));
        if (rollback) {
            promotion.getMetadata().setAnnotations(Map.of(Api.ROLLBACK_ANNOTATION, "true"));
        }
        promotion.setAdditionalProperty("spec", Map.of("stage", stage, "freight", freight));
        return promotion;
    }

    static String annotation(String key, String value) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").putObject("annotations").put(key, value);
        return patch.toString();
    }

    /** Kargo keeps whole seconds. */
    static String approvedFor(String stage, Instant at) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("status")
                .putObject("approvedFor")
                .putObject(stage)
                .put("approvedAt", at.truncatedTo(ChronoUnit.SECONDS).toString());
        return patch.toString();
    }

    /** Both: the effective ones are derived from the others only when Kargo looks at the Stage again. */
    static String withoutHolds() {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("status").putNull("autoPromotionHolds").putNull("effectiveAutoPromotionHolds");
        return patch.toString();
    }

    /** The name the API server says is taken; empty when it does not say. */
    static String conflictingName(KubernetesClientException conflict) {
        StatusDetails details =
                conflict.getStatus() == null ? null : conflict.getStatus().getDetails();
        if (details != null && details.getName() != null) {
            return details.getName();
        }
        Matcher name = QUOTED_NAME.matcher(ClusterFailures.message(conflict));
        return name.find() ? name.group(1) : "";
    }

    private static GenericKubernetesResource object(Kind kind, String project, String generateName) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setApiVersion(kind.apiVersion());
        object.setKind(kind.name());
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(project)
                .withGenerateName(generateName)
                .build());
        return object;
    }

    private static Map<String, String> image(Image image) {
        return Map.of("repoURL", image.repoUrl(), "tag", image.tag(), "digest", image.digest());
    }

    private static Map<String, String> commit(GitCommit commit) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("repoURL", commit.repoUrl());
        members.put("id", commit.id());
        if (commit.branch() != null) {
            members.put("branch", commit.branch());
        }
        if (commit.tag() != null) {
            members.put("tag", commit.tag());
        }
        return members;
    }
}
