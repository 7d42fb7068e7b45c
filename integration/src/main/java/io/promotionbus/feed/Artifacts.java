package io.promotionbus.feed;

import io.promotionbus.feed.Registry.ImageFacts;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Artifacts and images that were seen. A repository is written as {@link io.promotionbus.intake.ImageName} prints it. */
public interface Artifacts {

    /** Remembers a confirmed tag; the first receipt stands. {@code receivedAt} is business time. */
    void seen(String repository, String tag, String digest, @Nullable String commit, Instant receivedAt);

    /** The digest that was confirmed last for the tag. */
    Optional<String> digest(String repository, String tag);

    /** Those of the tags that were confirmed with that digest. */
    Map<Confirmed, SeenArtifact> find(Collection<Confirmed> tags);

    /** What is known of the images, by digest. */
    Map<String, ImageFacts> images(Collection<String> digests);

    default Optional<ImageFacts> image(String digest) {
        return Optional.ofNullable(images(List.of(digest)).get(digest));
    }

    void image(String digest, ImageFacts facts);

    /** A tag that a registry confirmed. */
    record Confirmed(String repository, String tag, String digest) {}

    /** What is known of a confirmed tag. */
    record SeenArtifact(@Nullable String commit, Instant firstReceivedAt) {}
}
