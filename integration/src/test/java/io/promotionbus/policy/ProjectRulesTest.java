package io.promotionbus.policy;

import static io.promotionbus.policy.PolicyReaderTest.policy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.policy.Policies.StageRule;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProjectRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00.5Z");

    @Test
    void governsTheStagesThatOnePolicyNames() {
        ProjectRules rules = ProjectRules.of(List.of(
                policy("development", "{'stages':['dev'],'promotion':'Automatic'}"),
                policy("others", "{'stages':['stg','prod']}")));

        assertThat(rules.of("dev"))
                .isInstanceOfSatisfying(
                        StageRule.Governed.class,
                        governed -> assertThat(governed.policy().name()).isEqualTo("development"));
        assertThat(rules.of("prod")).isInstanceOf(StageRule.Governed.class);
        assertThat(rules.of("nowhere")).isInstanceOf(StageRule.Unmanaged.class);
        assertThat(rules.verdicts()).allMatch(PolicyVerdict::ready);
    }

    @Test
    void holdsAStageThatTwoPoliciesNameAndNoOther() {
        ProjectRules rules = ProjectRules.of(
                List.of(policy("a", "{'stages':['dev','stg']}"), policy("b", "{'stages':['stg','prod']}")));

        assertThat(rules.of("stg"))
                .isEqualTo(new StageRule.Invalid(List.of("a", "b"), "stage stg is named by the policies a and b"));
        assertThat(rules.of("dev")).isInstanceOf(StageRule.Governed.class);
        assertThat(rules.of("prod")).isInstanceOf(StageRule.Governed.class);
        assertThat(rules.verdicts()).noneMatch(PolicyVerdict::ready);
    }

    @Test
    void holdsTheStagesOfAWrongPolicyAndThoseItFightsOver() {
        ProjectRules rules = ProjectRules.of(List.of(
                policy("bad", "{'stages':['dev'],'promotion':'Approval'}"), policy("good", "{'stages':['dev']}")));

        assertThat(rules.of("dev")).isInstanceOf(StageRule.Invalid.class);
        assertThat(rules.verdicts().getFirst().message()).contains("approval section");
        assertThat(rules.verdicts().getLast().reason()).isEqualTo("StageClaimedTwice");
    }

    @Test
    void writesAStatusThatNamesEachStage() {
        PolicyObject policy = policy("a", "{'stages':['stg','dev']}");
        PolicyVerdict verdict = ProjectRules.of(List.of(policy)).verdicts().getFirst();

        ObjectNode status = PolicyStatus.wanted(verdict, Set.of("dev"), List.of(), NOW);

        assertThat(status.toString())
                .isEqualTo("{\"observedGeneration\":1,\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\","
                        + "\"reason\":\"Accepted\",\"message\":\"The policy is in force\",\"observedGeneration\":1,"
                        + "\"lastTransitionTime\":\"2026-01-01T10:00:00Z\"}],\"stages\":["
                        + "{\"name\":\"dev\",\"state\":\"Governed\"},"
                        + "{\"name\":\"stg\",\"state\":\"Missing\","
                        + "\"reason\":\"There is no such Stage in this namespace\"}]}");
    }

    @Test
    void saysThatAPolicyCannotBeMetAndKeepsItWhileNobodyKnows() {
        PolicyObject policy = policy("a", "{'stages':['dev']}");
        PolicyVerdict verdict = ProjectRules.of(List.of(policy)).verdicts().getFirst();
        String written = PolicyStatus.wanted(verdict, Set.of("dev"), List.of("nobody has the role po"), NOW)
                .toString();
        assertThat(written)
                .contains("\"type\":\"Satisfiable\",\"status\":\"False\",\"reason\":\"CannotBeMet\","
                        + "\"message\":\"nobody has the role po\"");
        PolicyObject seen = new PolicyObject("shop", "a", "u-a", 1, Instant.EPOCH, null, policy.spec(), written);
        PolicyVerdict again = ProjectRules.of(List.of(seen)).verdicts().getFirst();

        assertThat(PolicyStatus.unmet(seen)).isEqualTo("it can never be met: nobody has the role po");
        assertThat(PolicyStatus.unmet(policy)).isEmpty();
        assertThat(PolicyStatus.unmet(
                        new PolicyObject("shop", "a", "u-a", 2, Instant.EPOCH, null, policy.spec(), written)))
                .as("it may have been put right")
                .isEmpty();
        assertThat(PolicyStatus.wanted(again, Set.of("dev"), null, NOW.plusSeconds(60))
                        .toString())
                .isEqualTo(written);
        assertThat(PolicyStatus.wanted(again, Set.of("dev"), List.of(), NOW.plusSeconds(60))
                        .toString())
                .doesNotContain("Satisfiable");
    }

    @Test
    void leavesAStatusAloneThatSaysTheSame() {
        PolicyObject policy = policy("a", "{'stages':['dev']}");
        PolicyVerdict verdict = ProjectRules.of(List.of(policy)).verdicts().getFirst();
        String written =
                PolicyStatus.wanted(verdict, Set.of("dev"), List.of(), NOW).toString();
        PolicyObject seen = new PolicyObject("shop", "a", "u-a", 1, Instant.EPOCH, null, policy.spec(), written);
        PolicyVerdict again = ProjectRules.of(List.of(seen)).verdicts().getFirst();

        ObjectNode wanted = PolicyStatus.wanted(again, Set.of("dev"), List.of(), NOW.plusSeconds(60));

        assertThat(PolicyStatus.upToDate(again, wanted)).isTrue();
        assertThat(PolicyStatus.upToDate(again, PolicyStatus.wanted(again, Set.of(), List.of(), NOW)))
                .isFalse();
    }
}
