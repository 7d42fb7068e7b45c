package io.promotionbus.kargo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Warehouse as last observed.
 *
 * @param automatic true for {@code freightCreationPolicy: Automatic}
 * @param criteria {@code freightCreationCriteria.expression}, absent when none
 * @param onlyImages true when every subscription is an image subscription
 * @param lastHandledRefresh the refresh token Kargo answered last
 * @param discoveryProblem message of condition {@code Healthy=False}, absent when healthy
 */
public record Warehouse(
        String project,
        String name,
        boolean automatic,
        @Nullable String criteria,
        List<ImageSubscription> images,
        boolean onlyImages,
        @Nullable String lastHandledRefresh,
        @Nullable String discoveryProblem) {

    /**
     * An image subscription; fields as in Kargo's CRD.
     *
     * @param strategy SemVer, Lexical, NewestBuild or Digest
     */
    public record ImageSubscription(
            String repoUrl,
            String strategy,
            @Nullable String constraint,
            List<String> allowTagsRegexes,
            List<String> ignoreTagsRegexes,
            @Nullable String platform,
            boolean strictSemvers) {}
}
