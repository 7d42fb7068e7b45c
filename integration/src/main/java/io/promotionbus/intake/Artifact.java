package io.promotionbus.intake;

import org.jspecify.annotations.Nullable;

/** A tag as the registry confirmed it. {@code commit} is the source commit's SHA where it is known. */
public record Artifact(
        String host,
        String repository,
        String tag,
        String digest,
        @Nullable String commit) {}
