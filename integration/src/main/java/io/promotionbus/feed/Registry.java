package io.promotionbus.feed;

import io.promotionbus.intake.ImageName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container registry, asked over the network. */
public interface Registry {

    /** Which digest the tag has; costs no counted pull. */
    Head head(ImageName image, String tag);

    /** Every tag the repository has; costs no counted pull. */
    Tags tags(ImageName image);

    /** The answer to {@link #tags}. */
    sealed interface Tags {
        record Found(List<String> tags) implements Tags {}

        record Unreachable(String reason) implements Tags {}
    }

    /** What the image's configuration says; counts as a pull. Empty when it could not be read. */
    Optional<ImageFacts> describe(ImageName image, String digest);

    /** The answer to {@link #head}. */
    sealed interface Head {
        record Found(String digest) implements Head {}

        record Missing(String reason) implements Head {}

        record Unreachable(String reason) implements Head {}
    }

    /**
     * What is known of an image.
     *
     * @param createdAt absent when the image does not say, or says what reproducible builds say
     * @param revision label {@code org.opencontainers.image.revision}
     */
    record ImageFacts(@Nullable Instant createdAt, @Nullable String revision) {}
}
