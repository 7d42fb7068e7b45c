package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.kargo.Freight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Freight as Kargo serves it: no spec, its fields stand at the top. */
@JsonIgnoreProperties(ignoreUnknown = true)
record FreightResource(
        Metadata metadata,
        @Nullable String alias,
        @Nullable String discoveredAt,
        ArtifactResource.@Nullable OriginResource origin,
        @Nullable List<ArtifactResource.ImageResource> images,
        @Nullable List<ArtifactResource.CommitResource> commits,
        @Nullable Status status) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Status(
            @Nullable Map<String, @Nullable In> currentlyIn,
            @Nullable Map<String, @Nullable Verified> verifiedIn,
            @Nullable Map<String, @Nullable JsonNode> approvedFor) {
        static final Status NONE = new Status(null, null, null);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record In(@Nullable String since) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Verified(@Nullable String verifiedAt, @Nullable JsonNode longestSoak) {}

    Freight toFreight() {
        Status given = status == null ? Status.NONE : status;
        Map<String, Instant> verified = new TreeMap<>();
        Map<String, Duration> soaked = new TreeMap<>();
        Given.map(given.verifiedIn()).forEach((stage, at) -> {
            verified.put(stage, Given.timeOr(at == null ? null : at.verifiedAt(), Instant.EPOCH));
            Duration soak = Given.duration(at == null ? null : at.longestSoak());
            if (!soak.isZero()) {
                soaked.put(stage, soak);
            }
        });
        Map<String, Instant> current = new TreeMap<>();
        Given.map(given.currentlyIn())
                .forEach(
                        (stage, in) -> current.put(stage, Given.timeOr(in == null ? null : in.since(), Instant.EPOCH)));
        Set<String> approved = new TreeSet<>(Given.map(given.approvedFor()).keySet());
        return new Freight(
                metadata.project(),
                metadata.requiredName(),
                Given.orNull(alias),
                ArtifactResource.origin(origin),
                ArtifactResource.images(images),
                ArtifactResource.commits(commits),
                Given.timeOr(discoveredAt, metadata.createdAt()),
                verified,
                current,
                soaked,
                approved);
    }

    boolean byBus() {
        return Api.CREATED_BY_BUS.equals(metadata.annotation(Api.CREATED_BY_ANNOTATION));
    }
}
