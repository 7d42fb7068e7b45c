package io.promotionbus.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.promotion.Newness.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CommitOrderTest {

    private static final String SHOP = "acme/shop";

    private final Map<String, String> before = new HashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    private CommitOrder order(String... shas) {
        Map<String, Set<String>> repositories = new HashMap<>();
        for (String sha : shas) {
            repositories.put(sha, Set.of(SHOP));
        }
        return new CommitOrder(repositories, (repository, sha) -> {
            asked.incrementAndGet();
            return before.get(repository + " " + sha);
        });
    }

    private void branch(String repository, String... oldestFirst) {
        for (int i = 1; i < oldestFirst.length; i++) {
            before.put(repository + " " + oldestFirst[i], oldestFirst[i - 1]);
        }
    }

    @Test
    void findsTheOtherByGoingBackFromEither() {
        branch(SHOP, "a", "b", "c", "d");
        CommitOrder order = order("a", "d");

        assertThat(order.of("d", "a")).isEqualTo(Verdict.NEWER);
        assertThat(order.of("a", "d")).isEqualTo(Verdict.OLDER);
    }

    @Test
    void takesAsManyStepsAsTheyAreApart() {
        String[] branch = new String[3_000];
        for (int i = 0; i < branch.length; i++) {
            branch[i] = "c" + i;
        }
        branch(SHOP, branch);

        assertThat(order("c2998", "c2999").of("c2998", "c2999")).isEqualTo(Verdict.OLDER);
        assertThat(asked).hasValue(2);
    }

    @Test
    void saysNothingOfCommitsThatAreNotBehindEachOther() {
        branch(SHOP, "a", "b", "c");
        branch(SHOP, "a", "x");

        assertThat(order("c", "x").of("c", "x")).isEqualTo(Verdict.UNKNOWN);
        assertThat(order().of("c", "nobody")).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void tellsRepositoriesApart() {
        branch("acme/other", "a", "b");

        assertThat(order("a", "b").of("b", "a")).isEqualTo(Verdict.UNKNOWN);
        CommitOrder forked = new CommitOrder(
                Map.of("b", Set.of(SHOP, "acme/other")), (repository, sha) -> before.get(repository + " " + sha));
        assertThat(forked.of("b", "a")).isEqualTo(Verdict.NEWER);
    }

    @Test
    void endsInABranchThatWasRewrittenIntoACircle() {
        branch(SHOP, "a", "b", "a");

        assertThat(order("a", "b").of("a", "b")).isEqualTo(Verdict.UNKNOWN);
        branch(SHOP, "x", "y", "z", "x");
        assertThat(order("a", "z").of("z", "a")).isEqualTo(Verdict.UNKNOWN);
    }
}
