package io.promotionbus.feed;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.promotionbus.kargo.Warehouse.ImageSubscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides as Kargo's image selectors do whether a subscription would consider a tag. Patterns run on RE2, as in Kargo: the
 * same language, and none of them can take longer than linear time.
 */
public final class ImageSelector {

    private final ImageSubscription subscription;

    public ImageSelector(ImageSubscription subscription) {
        this.subscription = subscription;
    }

    public Selection select(String tag) {
        try {
            @Nullable String refusal = refusal(tag);
            return refusal == null ? new Selection.Selected() : new Selection.Refused(refusal);
        } catch (PatternSyntaxException e) {
            return new Selection.Refused("a tag pattern of the subscription is invalid: " + e.getMessage());
        }
    }

    /** True when both are selectable and the strategy puts {@code tag} after {@code other}. */
    public boolean ordersAfter(String tag, String other) {
        return switch (subscription.strategy()) {
            case "SemVer" ->
                SemVer.parse(tag, subscription.strictSemvers())
                        .flatMap(t -> SemVer.parse(other, subscription.strictSemvers())
                                .map(o -> t.compareTo(o) > 0 || (t.compareTo(o) == 0 && tag.compareTo(other) > 0)))
                        .orElse(false);
            case "Lexical" -> tag.compareTo(other) > 0;
            default -> false;
        };
    }

    /** Whether Kargo picks by the tag's own order, so that a lesser tag is never picked however new it is. */
    public boolean orderedByTag() {
        return subscription.strategy().equals("SemVer")
                || subscription.strategy().equals("Lexical");
    }

    private @Nullable String refusal(String tag) {
        if (subscription.strategy().equals("Digest")) {
            return tag.equals(subscription.constraint())
                    ? null
                    : "only the tag " + subscription.constraint() + " is followed";
        }
        for (String ignore : subscription.ignoreTagsRegexes()) {
            if (Pattern.compile(ignore).matcher(tag).find()) {
                return "the tag matches ignoreTagsRegexes " + ignore;
            }
        }
        if (!subscription.allowTagsRegexes().isEmpty() && !matchesAny(subscription.allowTagsRegexes(), tag)) {
            return "the tag does not match allowTagsRegexes " + String.join(", ", subscription.allowTagsRegexes());
        }
        return switch (subscription.strategy()) {
            case "SemVer" -> semVerRefusal(tag);
            case "Lexical", "NewestBuild" -> null;
            default -> "the strategy " + subscription.strategy() + " is not known";
        };
    }

    private static boolean matchesAny(List<String> patterns, String tag) {
        return patterns.stream()
                .anyMatch(pattern -> Pattern.compile(pattern).matcher(tag).find());
    }

    private @Nullable String semVerRefusal(String tag) {
        SemVer version = SemVer.parse(tag, subscription.strictSemvers()).orElse(null);
        if (version == null) {
            return subscription.strictSemvers()
                    ? "the tag is not a strict semantic version"
                    : "the tag is not a semantic version";
        }
        String constraint = subscription.constraint();
        if (constraint == null || constraint.isEmpty()) {
            return null;
        }
        SemVerRange range = SemVerRange.parse(constraint).orElse(null);
        if (range == null) {
            return "the constraint " + constraint + " is invalid";
        }
        return range.contains(version) ? null : "the tag does not satisfy " + constraint;
    }
}
