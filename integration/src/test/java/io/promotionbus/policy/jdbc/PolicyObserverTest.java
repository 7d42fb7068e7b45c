package io.promotionbus.policy.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.audit.AuditEntry;
import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.policy.Policies.Observed;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.PolicyListener;
import io.promotionbus.policy.PolicyObserver;
import io.promotionbus.policy.PolicySignals;
import io.promotionbus.policy.RecordedPolicies;
import io.promotionbus.support.Recorder;
import io.promotionbus.support.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PolicyObserverTest {

    private static final String AUTOMATIC = "{\"stages\":[\"dev\"],\"promotion\":\"Automatic\"}";
    private static final String OBSERVE = "{\"stages\":[\"dev\"],\"promotion\":\"Observe\"}";

    private final JdbcPolicyRecords records =
            new JdbcPolicyRecords(JdbcClient.create(TestDatabase.create().dataSource()));
    private final RecordedPolicies policies = new RecordedPolicies(records);
    private final Recorder recorder = new Recorder();
    private final List<String> told = new ArrayList<>();
    private final PolicyListener listener = (project, stages) -> told.add(project + " " + new TreeSet<>(stages));
    private final PolicyObserver observer = new PolicyObserver(records, recorder, recorder, List.of(listener));

    private static PolicyObject policy(String name, long generation, String spec, String status) {
        return new PolicyObject("shop", name, "u-" + name, generation, Instant.EPOCH, "kubectl", spec, status);
    }

    @Test
    void auditsEachChangeOfASpecWithWhatDiffers() {
        observer.policyChanged(null, policy("a", 1, AUTOMATIC, "{}"));
        observer.policyChanged(null, policy("a", 2, OBSERVE, "{}"));
        observer.deleted("StagePolicy", "shop", "a");

        assertThat(recorder.actions()).containsOnly("policy.changed").hasSize(3);
        AuditEntry second = recorder.audited.get(1);
        assertThat(second.before()).isEqualTo(Map.of("promotion", "Automatic"));
        assertThat(second.after()).isEqualTo(Map.of("promotion", "Observe"));
        assertThat(second.actor()).hasToString("Kargo[id=kubernetes:kubectl]");
        assertThat(recorder.audited.getLast().after()).isEmpty();
        assertThat(told).containsExactly("shop [dev]", "shop [dev]", "shop [dev]");
        assertThat(policies.of("shop", "dev")).isInstanceOf(StageRule.Unmanaged.class);
    }

    @Test
    void takesAStatusOrARepeatForNoChange() {
        observer.policyChanged(null, policy("a", 1, AUTOMATIC, "{}"));
        told.clear();

        observer.policyChanged(null, policy("a", 1, AUTOMATIC, "{\"observedGeneration\":1}"));

        assertThat(recorder.actions()).hasSize(1);
        assertThat(told).isEmpty();
        assertThat(records.ofProject("shop").getFirst().status()).contains("observedGeneration");
        assertThat(recorder.raised).contains(PolicySignals.STATUSES);
    }

    @Test
    void tellsOfTheStageThatASecondPolicyMakesInvalid() {
        observer.policyChanged(null, policy("a", 1, "{\"stages\":[\"dev\",\"stg\"]}", "{}"));
        told.clear();

        observer.policyChanged(null, policy("b", 1, "{\"stages\":[\"stg\"]}", "{}"));

        assertThat(told).containsExactly("shop [stg]");
        assertThat(policies.of("shop", "stg")).isInstanceOf(StageRule.Invalid.class);
        assertThat(policies.rules().get("shop")).containsOnlyKeys("dev", "stg");
        assertThat(policies.all()).extracting(Observed::ready).containsExactly(false, false);
    }
}
