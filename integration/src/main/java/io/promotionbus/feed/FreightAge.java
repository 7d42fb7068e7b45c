package io.promotionbus.feed;

import io.promotionbus.feed.Artifacts.Confirmed;
import io.promotionbus.feed.Artifacts.SeenArtifact;
import io.promotionbus.feed.Registry.ImageFacts;
import io.promotionbus.intake.ImageName;
import io.promotionbus.kargo.Image;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers what is stored about when images were made: a handful of queries, however many they are. */
public final class FreightAge {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private final Artifacts artifacts;
    private final CommitGraph commits;

    public FreightAge(Artifacts artifacts, CommitGraph commits) {
        this.artifacts = artifacts;
        this.commits = commits;
    }

    /** Compares these with each other, by what is known now. */
    Ages among(Collection<Made> made) {
        Set<Image> images = made.stream().flatMap(one -> one.images().stream()).collect(Collectors.toSet());
        Map<Image, Story> stories = stories(images);
        Set<String> shas = stories.values().stream()
                .map(Story::commit)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new Ages(stories, commits.order(shas));
    }

    /** The commit that the image was built from, as far as its tag, its delivery or itself says. */
    public Optional<String> commitOf(Image image) {
        return Optional.ofNullable(stories(Set.of(image)).get(image)).map(Story::commit);
    }

    private Map<Image, Story> stories(Set<Image> images) {
        Map<Image, Confirmed> tags = new HashMap<>();
        images.forEach(image -> ImageName.parse(image.repoUrl())
                .ifPresent(name -> tags.put(image, new Confirmed(name.toString(), image.tag(), image.digest()))));
        Map<Confirmed, SeenArtifact> seen = artifacts.find(new HashSet<>(tags.values()));
        Map<String, ImageFacts> facts =
                artifacts.images(images.stream().map(Image::digest).collect(Collectors.toSet()));
        return images.stream()
                .collect(Collectors.toMap(
                        image -> image, image -> story(image, seen.get(tags.get(image)), facts.get(image.digest()))));
    }

    private static Story story(Image image, @Nullable SeenArtifact seen, @Nullable ImageFacts facts) {
        String hinted = seen == null ? null : seen.commit();
        String revision = facts == null ? null : facts.revision();
        boolean named = COMMIT.matcher(image.tag()).matches();
        return new Story(
                named ? image.tag() : hinted != null ? hinted : revision,
                facts == null ? null : facts.createdAt(),
                seen == null ? null : seen.firstReceivedAt());
    }

    /** Freight, or what is about to become Freight. */
    public record Made(List<Image> images, Instant discoveredAt) {}

    /** What is known of one image; times of the makers' clocks and of the first receipt. */
    record Story(
            @Nullable String commit,
            @Nullable Instant createdAt,
            @Nullable Instant receivedAt) {}
}
