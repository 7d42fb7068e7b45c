package io.promotionbus.feed.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.feed.Registry;
import io.promotionbus.feed.camel.Origins.NoAnswer;
import io.promotionbus.intake.ImageName;
import io.promotionbus.platform.Dependencies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Container registries by the OCI distribution API.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI distribution</a>
 */
@Component
class CamelRegistry implements Registry {

    /** All four: with fewer, an old-schema manifest with another digest may come back. */
    static final String MANIFESTS = "application/vnd.oci.image.index.v1+json,"
            + "application/vnd.docker.distribution.manifest.list.v2+json,"
            + "application/vnd.oci.image.manifest.v1+json,"
            + "application/vnd.docker.distribution.manifest.v2+json";

    private static final Logger LOG = LoggerFactory.getLogger(CamelRegistry.class);

    private static final int PAGE = 1_000;
    private static final int MOST_PAGES = 100;

    private final ObjectMapper json = new ObjectMapper();
    private final RegistryCalls calls;
    private final ImageConfigReader configs;
    private final Dependencies dependencies;

    CamelRegistry(RegistryCalls calls, ImageConfigReader configs, Dependencies dependencies) {
        this.calls = calls;
        this.configs = configs;
        this.dependencies = dependencies;
    }

    @Override
    public Head head(ImageName image, String tag) {
        String what = image + ":" + tag;
        try {
            HttpAnswer answer = calls.head(image, "/v2/" + image.apiPath() + "/manifests/" + tag, MANIFESTS);
            if (answer.status() < 500 && answer.status() != 429) {
                dependencies.answered(Dependencies.REGISTRY);
            } else {
                dependencies.away(Dependencies.REGISTRY, image.host() + " answered " + answer.status());
            }
            return head(what, image, answer);
        } catch (NoAnswer e) {
            dependencies.away(Dependencies.REGISTRY, image.host() + " does not answer");
            return new Head.Unreachable("Registry " + image.host() + " does not answer (" + e.getMessage() + ")");
        }
    }

    private static Head head(String what, ImageName image, HttpAnswer answer) {
        String registry = "Registry " + image.host();
        return switch (answer.status()) {
            case 200 ->
                answer.digest() != null && ImageName.isDigest(answer.digest())
                        ? new Head.Found(answer.digest())
                        : new Head.Unreachable(registry + " gave no digest for " + what);
            case 404 -> new Head.Missing(registry + " does not know " + what);
            case 401, 403 ->
                new Head.Unreachable(registry + " refuses access to " + what + " (" + answer.status()
                        + "); it may not exist, or credentials are needed");
            case 429 -> new Head.Unreachable(registry + " limits requests (429)");
            default -> new Head.Unreachable(registry + " answered " + answer.status() + " for " + what);
        };
    }

    /** Page by page. The next page begins after the last tag seen, so no address that a registry gives is ever followed. */
    @Override
    public Tags tags(ImageName image) {
        List<String> tags = new ArrayList<>();
        try {
            for (int page = 0; page < MOST_PAGES; page++) {
                String query = "n=" + PAGE + (tags.isEmpty() ? "" : "&last=" + tags.getLast());
                HttpAnswer answer = calls.list(image, "/v2/" + image.apiPath() + "/tags/list", query);
                if (!answer.ok()) {
                    return new Tags.Unreachable("Registry " + image.host() + " answered " + answer.status());
                }
                int before = tags.size();
                for (JsonNode tag : json.readTree(answer.body()).path("tags")) {
                    if (ImageName.isTag(tag.asText())) {
                        tags.add(tag.asText());
                    }
                }
                if (!answer.more() || tags.size() == before) {
                    break;
                }
            }
            dependencies.answered(Dependencies.REGISTRY);
            return new Tags.Found(List.copyOf(new LinkedHashSet<>(tags)));
        } catch (NoAnswer e) {
            dependencies.away(Dependencies.REGISTRY, image.host() + " does not answer");
            return new Tags.Unreachable("Registry " + image.host() + " does not answer (" + e.getMessage() + ")");
        } catch (IOException notJson) {
            return new Tags.Unreachable("Registry " + image.host() + " gave no JSON");
        }
    }

    /** Best effort: without it the next rule about what is newest applies. */
    @Override
    public Optional<ImageFacts> describe(ImageName image, String digest) {
        try {
            return configs.read(image, digest);
        } catch (RuntimeException e) {
            LOG.info("The configuration of {}@{} could not be read: {}", image, digest, e.getMessage());
            return Optional.empty();
        }
    }
}
