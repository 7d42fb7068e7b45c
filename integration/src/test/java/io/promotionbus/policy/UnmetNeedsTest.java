package io.promotionbus.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.policy.StagePolicy.Approval;
import io.promotionbus.policy.StagePolicy.CommentRule;
import io.promotionbus.policy.StagePolicy.FeedMode;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.policy.StagePolicy.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnmetNeedsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Map<String, Set<String>> MEMBERS =
            Map.of("qa", Set.of("ana", "bea"), "po", Set.of("bea"), "lead", Set.of("bea"), "nobody", Set.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "qa:1; ",
                "qa:2; ",
                "qa:1 po:1; ",
                "nobody:1; nobody has the role nobody",
                "qa:3; the role qa needs 3 people and has 2",
                "qa:2 po:1; the roles qa and po need 3 different people and have 2",
                "po:1 lead:1; the roles po and lead need 2 different people and have 1",
                "qa:1 po:1 lead:1; the roles po and lead need 2 different people and have 1"
            })
    void saysWhoIsMissing(String require, String because) {
        List<Requirement> needed = Arrays.stream(require.split(" "))
                .map(entry -> entry.split(":"))
                .map(entry -> new Requirement(entry[0], Integer.parseInt(entry[1])))
                .toList();
        List<String> unmet = UnmetNeeds.of(policy(needed), role -> MEMBERS.getOrDefault(role, Set.of()), NOW);
        assertThat(unmet).isEqualTo(because == null ? List.of() : List.of(because));
    }

    @Test
    void saysWhenNoWindowOpens() {
        Window always = new Window("Deny", "0 0 * * *", Duration.ofHours(25), "UTC", null);
        Window nights = new Window("Deny", "0 18 * * *", Duration.ofHours(12), "UTC", null);
        assertThat(UnmetNeeds.of(policy(List.of(), always), role -> Set.of(), NOW))
                .containsExactly("no window opens within the next year");
        assertThat(UnmetNeeds.of(policy(List.of(), nights), role -> Set.of(), NOW))
                .isEmpty();
    }

    private static StagePolicy policy(List<Requirement> require, Window... windows) {
        Approval approval = new Approval(
                require,
                new StagePolicy.FourEyes("None", "SecondPerson", "Wait"),
                List.of(),
                Duration.ofHours(72),
                Duration.ofHours(24),
                null,
                CommentRule.OnReject,
                null);
        return new StagePolicy(
                "image-promotion",
                "production",
                "uid",
                1,
                List.of("prod"),
                PromotionMode.Approval,
                FeedMode.Direct,
                Duration.ofMinutes(10),
                approval,
                List.of(windows),
                null);
    }
}
