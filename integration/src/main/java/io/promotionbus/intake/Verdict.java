package io.promotionbus.intake;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery came to.
 *
 * @param kind {@code artifact}, {@code commit}, {@code merge}, {@code evidence}, {@code ping}, {@code ignored}
 * @param reason a sentence, for {@code ignored}
 * @param artifacts as the registry confirmed them
 * @param facts for display, such as the pull request's number
 * @param repositories what the delivery was about, for the filter
 */
public record Verdict(
        String kind,
        @Nullable String reason,
        List<Artifact> artifacts,
        Map<String, Object> facts,
        List<String> repositories) {

    public static Verdict ignored(String reason, List<String> repositories) {
        return new Verdict("ignored", reason, List.of(), Map.of(), repositories);
    }
}
