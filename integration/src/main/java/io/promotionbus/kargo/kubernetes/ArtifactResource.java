package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.promotionbus.kargo.GitCommit;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that Freight and references to Freight share. */
final class ArtifactResource {

    private ArtifactResource() {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record OriginResource(@Nullable String kind, @Nullable String name) {
        Origin toOrigin() {
            return new Origin(kind == null || kind.isEmpty() ? "Warehouse" : kind, Given.text(name));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ImageResource(
            @Nullable String repoURL,
            @Nullable String tag,
            @Nullable String digest) {
        Image toImage() {
            return new Image(Given.text(repoURL), Given.text(tag), Given.text(digest));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record CommitResource(
            @Nullable String repoURL,
            @Nullable String id,
            @Nullable String branch,
            @Nullable String tag) {
        GitCommit toCommit() {
            return new GitCommit(Given.text(repoURL), Given.text(id), Given.orNull(branch), Given.orNull(tag));
        }
    }

    static Origin origin(@Nullable OriginResource origin) {
        return origin == null ? Origin.warehouse("") : origin.toOrigin();
    }

    static List<Image> images(@Nullable List<ImageResource> images) {
        return Given.list(images).stream().map(ImageResource::toImage).toList();
    }

    static List<GitCommit> commits(@Nullable List<CommitResource> commits) {
        return Given.list(commits).stream().map(CommitResource::toCommit).toList();
    }
}
