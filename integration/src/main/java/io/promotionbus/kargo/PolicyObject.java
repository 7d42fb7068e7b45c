package io.promotionbus.kargo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A StagePolicy as the cluster holds it, not yet understood; the policy feature reads it.
 *
 * @param uid with {@code generation} identifies the exact version of the spec
 * @param changedBy field manager that last wrote the spec, such as {@code argocd-controller}, when the API server says
 * @param spec the {@code spec} as JSON
 * @param status the {@code status} as JSON, {@code {}} when absent
 */
public record PolicyObject(
        String project,
        String name,
        String uid,
        long generation,
        Instant createdAt,
        @Nullable String changedBy,
        String spec,
        String status) {}
