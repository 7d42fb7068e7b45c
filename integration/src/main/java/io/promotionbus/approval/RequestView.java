package io.promotionbus.approval;

import io.promotionbus.platform.security.People.Person;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.promotion.Evidence;
import io.promotionbus.promotion.Promotions.Promotion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a page shows it to one reader.
 *
 * @param fingerprint of exactly what is shown here; a decision posts it back
 * @param met people counted per entry of {@code require}
 * @param counted for which role an approver (OIDC subject) counts
 * @param asked who was asked; absent in lists and while the identity provider does not say
 * @param calendar absent in lists
 * @param promotion what came of it, absent until something did
 */
public record RequestView(
        ApprovalRequest request,
        String fingerprint,
        List<Requirement> require,
        List<Integer> met,
        Map<String, String> counted,
        Side incoming,
        @Nullable Side current,
        CommitRange commits,
        List<Evidence> evidence,
        You you,
        @Nullable List<Asked> asked,
        @Nullable Calendar calendar,
        @Nullable Promotion promotion) {

    /** {@code slug} absent when the reader may and there is nothing to add. */
    public record You(boolean may, @Nullable String slug, String argument) {}

    public record Asked(
            Person person, boolean may, @Nullable String slug, String argument) {}

    /** {@code openNow}: neither a window nor a freeze keeps it closed; {@code nextChange} of the windows. */
    public record Calendar(
            List<Freeze> freezes, boolean openNow, @Nullable Instant nextChange) {}
}
