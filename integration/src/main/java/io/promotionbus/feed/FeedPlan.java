package io.promotionbus.feed;

import io.promotionbus.kargo.Warehouse;
import io.promotionbus.kargo.Warehouse.ImageSubscription;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How an artifact becomes Freight of a Warehouse. */
public sealed interface FeedPlan {

    /**
     * The bus creates exactly the Freight that Kargo would.
     *
     * @param subscriptions one image each, all under the same tag
     */
    record Direct(List<ImageSubscription> subscriptions) implements FeedPlan {}

    /** Kargo is asked to look, because only Kargo knows what it would make of it. */
    record Refresh(String because) implements FeedPlan {}

    /** {@code policyAsksForRefresh}: a governed stage fed directly by the Warehouse has {@code feed: Refresh}. */
    static FeedPlan of(Warehouse warehouse, boolean policyAsksForRefresh) {
        if (policyAsksForRefresh) {
            return new Refresh("a policy asks for feed: Refresh");
        }
        if (!warehouse.automatic()) {
            return new Refresh("freightCreationPolicy is not Automatic");
        }
        if (!warehouse.onlyImages()) {
            return new Refresh("the Warehouse subscribes to more than images");
        }
        List<ImageSubscription> images = warehouse.images();
        if (images.stream()
                .anyMatch(image -> image.platform() != null && !image.platform().isEmpty())) {
            return new Refresh("a subscription asks for a platform");
        }
        Set<String> repoUrls =
                images.stream().map(ImageSubscription::repoUrl).collect(Collectors.toCollection(HashSet::new));
        if (repoUrls.size() < images.size()) {
            return new Refresh("two subscriptions name the same repository");
        }
        String criteria = warehouse.criteria();
        if (criteria != null && !criteria.isBlank() && !EqualTags.asks(criteria, repoUrls)) {
            return new Refresh("the freightCreationCriteria ask for more than equal tags");
        }
        return new Direct(images);
    }
}
