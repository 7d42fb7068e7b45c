package io.promotionbus.feed;

import io.promotionbus.feed.Registry.ImageFacts;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Artifacts and images that were seen. A repository is written as {@link io.promotionbus.intake.ImageName} prints it. */
public interface Artifacts {

    /** Remembers a confirmed tag; the first receipt stands. {@code receivedAt} is business time. */
    void seen(String repository, String tag, String digest, @Nullable String commit, Instant receivedAt);

    /** The digest that was confirmed last for the tag. */
    Optional<String> digest(String repository, String tag);

    Optional<SeenArtifact> find(String repository, String tag, String digest);

    Optional<ImageFacts> image(String digest);

    void image(String digest, ImageFacts facts);

    /** A confirmed tag. */
    record SeenArtifact(@Nullable String commit, Instant firstReceivedAt) {}
}
