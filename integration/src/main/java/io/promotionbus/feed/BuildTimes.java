package io.promotionbus.feed;

import io.promotionbus.feed.Registry.ImageFacts;
import io.promotionbus.intake.ImageName;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.Origin;
import io.promotionbus.kargo.Warehouse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads when images were built, where the commits do not tell which one is newer. Reading counts as a pull, so it happens
 * once per digest, and never while the default branch is known without a gap.
 */
public final class BuildTimes {

    private final ObservedCluster cluster;
    private final Registry registry;
    private final Artifacts artifacts;
    private final CommitGraph commits;
    private final boolean allowed;

    /** @param allowed whether images may be pulled for this at all */
    public BuildTimes(
            ObservedCluster cluster, Registry registry, Artifacts artifacts, CommitGraph commits, boolean allowed) {
        this.cluster = cluster;
        this.registry = registry;
        this.artifacts = artifacts;
        this.commits = commits;
        this.allowed = allowed;
    }

    /** The commit that the image was built from: the one hinted at, or else the one that the image itself names. */
    @Nullable
    String commit(ImageName image, String digest, @Nullable String hinted, List<Warehouse> wanting) {
        if (!allowed || (hinted != null && commits.placed(hinted))) {
            return hinted;
        }
        Optional<ImageFacts> facts = facts(image, digest);
        wanting.forEach(warehouse -> readRivals(image, warehouse));
        return hinted != null ? hinted : facts.map(ImageFacts::revision).orElse(null);
    }

    /**
     * A time says nothing by itself: what the image will be compared with needs one too, which its known commit may have
     * spared it until now.
     */
    private void readRivals(ImageName image, Warehouse warehouse) {
        List<Freight> freights = cluster.freights(warehouse.project()).stream()
                .filter(freight -> freight.origin().equals(Origin.warehouse(warehouse.name())))
                .toList();
        Stream<Freight> running =
                freights.stream().filter(freight -> !freight.currentlyIn().isEmpty());
        Set<String> rivals = Stream.concat(freights.stream().limit(1), running)
                .flatMap(freight -> freight.images().stream())
                .filter(rival ->
                        ImageName.parse(rival.repoUrl()).filter(image::equals).isPresent())
                .map(Image::digest)
                .collect(Collectors.toCollection(TreeSet::new));
        rivals.removeAll(artifacts.images(rivals).keySet());
        rivals.forEach(digest -> read(image, digest));
    }

    private Optional<ImageFacts> facts(ImageName image, String digest) {
        return artifacts.image(digest).or(() -> read(image, digest));
    }

    private Optional<ImageFacts> read(ImageName image, String digest) {
        Optional<ImageFacts> read = registry.describe(image, digest);
        read.ifPresent(found -> artifacts.image(digest, found));
        return read;
    }
}
