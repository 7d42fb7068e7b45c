package io.promotionbus.kargo;

import org.jspecify.annotations.Nullable;

/** A Git commit of a Freight; {@code id} is the full SHA. */
public record GitCommit(
        String repoUrl,
        String id,
        @Nullable String branch,
        @Nullable String tag) {}
