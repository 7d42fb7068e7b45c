package io.promotionbus.kargo;

import java.time.Instant;

/**
 * A StagePolicy as the cluster holds it, not yet understood; the policy feature reads it.
 *
 * @param uid with {@code generation} identifies the exact version of the spec
 * @param resourceVersion to write the status only onto what was read
 * @param spec the {@code spec} as JSON
 * @param status the {@code status} as JSON, {@code {}} when absent
 */
public record PolicyObject(
        String project,
        String name,
        String uid,
        long generation,
        String resourceVersion,
        Instant createdAt,
        String spec,
        String status) {}
