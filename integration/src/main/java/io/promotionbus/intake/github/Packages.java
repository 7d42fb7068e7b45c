package io.promotionbus.intake.github;

import static io.promotionbus.intake.Payloads.required;
import static io.promotionbus.intake.Payloads.text;

import io.promotionbus.intake.Announcement;
import io.promotionbus.intake.ImageName;
import io.promotionbus.intake.Interpretation;
import io.promotionbus.intake.Payloads.Unreadable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A package event fires once per manifest, so a two-architecture tag comes three times; two of them without a tag name.
 */
final class Packages {

    private static final Set<String> ACTIONS = Set.of("published", "updated");
    private static final Set<String> TYPES = Set.of("container", "docker");
    private static final String REVISION = "org.opencontainers.image.revision";
    private static final String REGISTRY = "ghcr.io";

    private Packages() {}

    static Interpretation read(String event, PackagePayload payload) throws Unreadable {
        String action = text(payload.action(), "/action");
        if (!ACTIONS.contains(action)) {
            return new Interpretation.Ignored("Action " + action + " publishes nothing");
        }
        String root = event.equals("package") ? "/package" : "/registry_package";
        PackagePayload.Package thePackage =
                required(event.equals("package") ? payload.plainPackage() : payload.registryPackage(), root);
        String type = text(thePackage.packageType(), root + "/package_type");
        if (!TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            return new Interpretation.Ignored("Packages of type " + type + " are not images");
        }
        String versionPath = root + "/package_version";
        PackagePayload.Version version = required(thePackage.packageVersion(), versionPath);
        PackagePayload.ContainerMetadata metadata =
                required(version.containerMetadata(), versionPath + "/container_metadata");
        PackagePayload.Tag tag = metadata.tag();
        if (tag == null || tag.name() == null || tag.name().isBlank()) {
            return new Interpretation.Ignored("The manifest has no tag; its index is announced by itself");
        }
        if (!ImageName.isTag(tag.name())) {
            throw new Unreadable(
                    "invalid-value", "No registry accepts this tag", versionPath + "/container_metadata/tag/name");
        }
        ImageName image = image(text(version.packageUrl(), versionPath + "/package_url"))
                .orElseThrow(
                        () -> new Unreadable("invalid-value", "Not an image reference", versionPath + "/package_url"));
        return new Interpretation.Announces(List.of(new Announcement(
                image.host(), image.path(), tag.name(), digest(tag.digest()), revision(metadata.labels()))));
    }

    /** {@code ghcr.io/acme/users-api:1.2.3}, sometimes with nothing after the colon; the tag is read elsewhere. */
    private static Optional<ImageName> image(String url) {
        int digest = url.indexOf('@');
        String name = digest < 0 ? url : url.substring(0, digest);
        int tag = name.indexOf(':', name.lastIndexOf('/') + 1);
        return ImageName.parse(tag < 0 ? name : name.substring(0, tag), REGISTRY);
    }

    private static @Nullable String digest(@Nullable String digest) {
        return digest != null && ImageName.isDigest(digest) ? digest : null;
    }

    private static @Nullable String revision(PackagePayload.@Nullable Labels labels) {
        if (labels == null || labels.allLabels() == null) {
            return null;
        }
        String revision = labels.allLabels().get(REVISION);
        return revision != null && revision.matches("[0-9a-f]{40}") ? revision : null;
    }
}
