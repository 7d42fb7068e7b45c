package io.promotionbus.promotion.web;

import io.promotionbus.kargo.Image;
import io.promotionbus.policy.Freeze;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of board, why and promotions. */
final class Shapes {

    private static final List<String> DOCKER_HUB = List.of("docker.io/", "index.docker.io/");

    private Shapes() {}

    record BoardResponse(List<ProjectOnBoard> projects) {}

    record ProjectOnBoard(String name, @Nullable FrozenBy frozen, List<StageOnBoard> stages) {}

    record StageOnBoard(
            String name,
            List<String> upstream,
            @Nullable String policy,
            boolean managed,
            @Nullable String health,
            @Nullable Instant healthSince,
            @Nullable FrozenBy frozen,
            @Nullable CurrentOnBoard current,
            List<CandidateOnBoard> candidates,
            @Nullable RunningOnBoard promotion,
            List<BecauseShape> alerts) {}

    record FrozenBy(UUID id, String reason, @Nullable Instant until, String setBy, Instant setAt) {
        static FrozenBy of(Freeze freeze) {
            return new FrozenBy(freeze.id(), freeze.reason(), freeze.until(), freeze.setBy(), freeze.setAt());
        }
    }

    record CurrentOnBoard(
            List<ArtifactShape> artifacts,
            List<OriginShape> origins,
            @Nullable Instant since,
            @Nullable ByShape by) {}

    record OriginShape(
            String origin, String freight, @Nullable String alias) {}

    record ByShape(String kind, @Nullable UUID request, List<String> actors) {}

    record CandidateOnBoard(
            String freight,
            @Nullable String alias,
            String origin,
            List<ArtifactShape> artifacts,
            String state,
            @Nullable UUID request,
            @Nullable BecauseShape because) {}

    record BecauseShape(
            String slug,
            String text,
            @Nullable Instant since,
            @Nullable Instant until) {}

    record RunningOnBoard(
            String name, String phase, @Nullable Instant startedAt, String freight) {}

    record ArtifactShape(String repository, String tag, String digest) {
        static List<ArtifactShape> of(List<Image> images) {
            return images.stream()
                    .map(image -> new ArtifactShape(repository(image.repoUrl()), image.tag(), image.digest()))
                    .toList();
        }

        /** As people write it: Docker Hub's host left out. */
        private static String repository(String repoUrl) {
            return DOCKER_HUB.stream()
                    .filter(repoUrl::startsWith)
                    .map(host -> repoUrl.substring(host.length()))
                    .findFirst()
                    .orElse(repoUrl);
        }
    }

    record WhyResponse(String project, String stage, String freight, String state, List<WhyReason> reasons) {}

    record WhyReason(
            String slug,
            String text,
            @Nullable Instant since,
            @Nullable Instant until,
            java.util.Map<String, String> detail) {}
}
