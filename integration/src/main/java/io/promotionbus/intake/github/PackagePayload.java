package io.promotionbus.intake.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of GitHub's {@code registry_package} and of its twin {@code package} that are needed.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#registry_package">registry_package</a>
 */
record PackagePayload(
        @Nullable String action,
        @Nullable Package registryPackage,
        @JsonProperty("package") @Nullable Package plainPackage) {

    record Package(@Nullable String packageType, @Nullable Version packageVersion) {}

    /** {@code packageUrl} sometimes ends with a bare colon. */
    record Version(@Nullable String packageUrl, @Nullable ContainerMetadata containerMetadata) {}

    record ContainerMetadata(@Nullable Tag tag, @Nullable Labels labels) {}

    /** {@code name} is empty for the manifest of one architecture. */
    record Tag(@Nullable String name, @Nullable String digest) {}

    record Labels(@Nullable Map<String, @Nullable String> allLabels) {}
}
