package io.promotionbus.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.Warehouse;
import io.promotionbus.kargo.Warehouse.ImageSubscription;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedPlanTest {

    private static final String API = "acme/users-api";
    private static final String UI = "acme/users-ui";

    @Test
    void createsDirectlyWhereItIsCertain() {
        assertThat(FeedPlan.of(warehouse(true, null, true, image(API, null)), false))
                .isInstanceOf(FeedPlan.Direct.class);
        assertThat(FeedPlan.of(warehouse(true, null, true, image(API, null), image(UI, null)), false))
                .isInstanceOf(FeedPlan.Direct.class);
        assertThat(FeedPlan.of(
                        warehouse(
                                true,
                                "imageFrom('acme/users-api').Tag == imageFrom('acme/users-ui').Tag",
                                true,
                                image(API, null),
                                image(UI, null)),
                        false))
                .isInstanceOf(FeedPlan.Direct.class);
    }

    @Test
    void asksKargoEverywhereElse() {
        assertRefresh(warehouse(true, null, true, image(API, null)), true, "policy");
        assertRefresh(warehouse(false, null, true, image(API, null)), false, "freightCreationPolicy");
        assertRefresh(warehouse(true, null, false, image(API, null)), false, "more than images");
        assertRefresh(warehouse(true, null, true, image(API, "linux/arm64")), false, "platform");
        assertRefresh(warehouse(true, null, true, image(API, null), image(API, null)), false, "same repository");
        assertRefresh(
                warehouse(true, "imageFrom('acme/users-api').Tag != 'x'", true, image(API, null)), false, "Criteria");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imageFrom('acme/users-api').Tag == imageFrom('acme/users-ui').Tag",
                "imageFrom(\"acme/users-ui\").Tag==imageFrom( 'docker.io/acme/users-api' ) . Tag",
                "${{ imageFrom('acme/users-api').Tag == imageFrom('acme/users-ui').Tag }}",
                "imageFrom('acme/users-api').Tag == imageFrom('acme/users-ui').Tag && "
                        + "imageFrom('acme/users-ui').Tag == imageFrom('acme/users-api').Tag"
            })
    void recognisesEqualTags(String expression) {
        assertThat(EqualTags.asks(expression, Set.of(API, UI))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "true",
                "imageFrom('acme/users-api').Tag == '1.0.0'",
                "imageFrom('acme/users-api').Digest == imageFrom('acme/users-ui').Digest",
                "imageFrom('acme/users-api').Tag == imageFrom('acme/other').Tag",
                "!(imageFrom('acme/users-api').Tag == imageFrom('acme/users-ui').Tag)",
                "imageFrom('acme/users-api').Tag == imageFrom('acme/users-ui').Tag || true",
                "imageFrom('acme/users-api').Tag == imageFrom('acme/users-ui').Tag && 1 == 2"
            })
    void takesNothingElseForEqualTags(String expression) {
        assertThat(EqualTags.asks(expression, Set.of(API, UI))).isFalse();
    }

    private static void assertRefresh(Warehouse warehouse, boolean policy, String because) {
        assertThat(FeedPlan.of(warehouse, policy))
                .isInstanceOfSatisfying(
                        FeedPlan.Refresh.class,
                        plan -> assertThat(plan.because()).contains(because));
    }

    private static Warehouse warehouse(
            boolean automatic, String criteria, boolean onlyImages, ImageSubscription... images) {
        return new Warehouse("shop", "users", automatic, criteria, List.of(images), onlyImages, null, null);
    }

    private static ImageSubscription image(String repoUrl, String platform) {
        return new ImageSubscription(repoUrl, "NewestBuild", null, List.of(), List.of(), platform, true);
    }
}
