package io.promotionbus.kargo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Freight as last observed.
 *
 * @param name Kargo's 40-hex id, deterministic over origin and artifacts
 * @param discoveredAt decides what Kargo calls newest
 * @param verifiedIn per stage, when verification succeeded there
 * @param currentlyIn per stage, since when it runs there
 * @param longestSoak per stage, the longest completed stay after verification
 * @param approvedFor stages Kargo was told to skip verification for
 */
public record Freight(
        String project,
        String name,
        @Nullable String alias,
        Origin origin,
        List<Image> images,
        List<GitCommit> commits,
        Instant discoveredAt,
        Map<String, Instant> verifiedIn,
        Map<String, Instant> currentlyIn,
        Map<String, Duration> longestSoak,
        Set<String> approvedFor) {

    public FreightRef ref() {
        return new FreightRef(project, name);
    }
}
