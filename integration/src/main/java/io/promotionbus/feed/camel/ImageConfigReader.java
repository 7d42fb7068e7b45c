package io.promotionbus.feed.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.feed.Registry.ImageFacts;
import io.promotionbus.intake.ImageName;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads when an image was created and from which commit: from the annotations of the index or manifest, else from the
 * configuration of its first real platform.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/annotations.md">OCI annotations</a>
 */
@Component
class ImageConfigReader {

    private static final String CREATED = "org.opencontainers.image.created";
    private static final String REVISION = "org.opencontainers.image.revision";
    private static final String CONFIGS =
            "application/vnd.oci.image.config.v1+json,application/vnd.docker.container.image.v1+json,*/*";
    /** Reproducible builds say 1970 or 1980; that is no age. */
    private static final Instant BELIEVABLE = Instant.parse("2010-01-01T00:00:00Z");

    private final RegistryCalls calls;
    private final ObjectMapper json = new ObjectMapper();

    ImageConfigReader(RegistryCalls calls) {
        this.calls = calls;
    }

    Optional<ImageFacts> read(ImageName image, String digest) {
        JsonNode top = document(image, "manifests", digest, CamelRegistry.MANIFESTS);
        if (top == null) {
            return Optional.empty();
        }
        JsonNode manifest = top.path("manifests").isArray() ? platform(image, top) : top;
        JsonNode config = manifest == null ? null : config(image, manifest);
        Instant created = first(
                created(top.path("annotations").path(CREATED)),
                manifest == null ? null : created(manifest.path("annotations").path(CREATED)),
                config == null ? null : created(config.path("created")));
        String revision = first(
                revision(top.path("annotations")),
                manifest == null ? null : revision(manifest.path("annotations")),
                config == null ? null : revision(config.path("config").path("Labels")));
        return Optional.of(new ImageFacts(created, revision));
    }

    /** Attestations are manifests of the platform unknown/unknown. */
    private @Nullable JsonNode platform(ImageName image, JsonNode index) {
        for (JsonNode entry : index.path("manifests")) {
            String digest = entry.path("digest").asText();
            if (!"unknown".equals(entry.path("platform").path("os").asText()) && ImageName.isDigest(digest)) {
                return document(image, "manifests", digest, CamelRegistry.MANIFESTS);
            }
        }
        return null;
    }

    private @Nullable JsonNode config(ImageName image, JsonNode manifest) {
        String digest = manifest.path("config").path("digest").asText();
        return ImageName.isDigest(digest) ? document(image, "blobs", digest, CONFIGS) : null;
    }

    private @Nullable JsonNode document(ImageName image, String kind, String digest, String accept) {
        HttpAnswer answer = calls.get(image, "/v2/" + image.apiPath() + "/" + kind + "/" + digest, accept);
        if (!answer.ok()) {
            return null;
        }
        try {
            return json.readTree(answer.body());
        } catch (IOException notJson) {
            return null;
        }
    }

    private static @Nullable Instant created(JsonNode value) {
        try {
            Instant created =
                    value.isTextual() ? OffsetDateTime.parse(value.asText()).toInstant() : null;
            return created != null && created.isAfter(BELIEVABLE) ? created : null;
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    private static @Nullable String revision(JsonNode labels) {
        String revision = labels.path(REVISION).asText("");
        return revision.matches("[0-9a-f]{40}") ? revision : null;
    }

    @SafeVarargs
    private static <T> @Nullable T first(@Nullable T... candidates) {
        for (T candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }
}
