package io.promotionbus.approval;

import io.promotionbus.kargo.Freight;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One side of the change, kept with the request because Kargo forgets Freight. */
public record Side(String freight, @Nullable String alias, List<Artifact> artifacts) {

    public Side {
        artifacts = List.copyOf(artifacts);
    }

    /** {@code repository} as the Warehouse writes it. */
    public record Artifact(String repository, String tag, String digest) {}

    static Side of(Freight freight) {
        return new Side(
                freight.name(),
                freight.alias(),
                freight.images().stream()
                        .map(image -> new Artifact(image.repoUrl(), image.tag(), image.digest()))
                        .toList());
    }

    /** As people name it: the tag all images share, else all tags, else the start of the Freight's name. */
    String version() {
        String tags = artifacts.stream().map(Artifact::tag).distinct().collect(Collectors.joining(", "));
        return tags.isEmpty() ? freight.substring(0, Math.min(7, freight.length())) : tags;
    }

    List<String> repositories() {
        return artifacts.stream().map(Artifact::repository).distinct().toList();
    }
}
