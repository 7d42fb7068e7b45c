package io.promotionbus.policy;

import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.policy.PolicyReader.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The policies of one project put together: what governs each stage, and what to tell about each policy. A stage that two
 * policies name is held, because nobody can say which of them is meant. Pure.
 */
public final class ProjectRules {

    private final Map<String, StageRule> rules = new TreeMap<>();
    private final List<PolicyVerdict> verdicts = new ArrayList<>();

    private ProjectRules() {}

    /** {@code policies} of one project. */
    public static ProjectRules of(Collection<PolicyObject> policies) {
        ProjectRules result = new ProjectRules();
        Map<PolicyObject, Reading> readings = new LinkedHashMap<>();
        policies.stream()
                .sorted(Comparator.comparing(PolicyObject::name))
                .forEach(policy -> readings.put(policy, PolicyReader.read(policy)));
        Map<String, List<String>> claims = claims(readings);
        readings.forEach((policy, reading) -> result.add(policy, reading, claims));
        return result;
    }

    /** Stages that no policy names are absent: {@link StageRule.Unmanaged}. */
    public Map<String, StageRule> rules() {
        return Collections.unmodifiableMap(rules);
    }

    public StageRule of(String stage) {
        return rules.getOrDefault(stage, new StageRule.Unmanaged());
    }

    /** In the order of their names. */
    public List<PolicyVerdict> verdicts() {
        return Collections.unmodifiableList(verdicts);
    }

    private void add(PolicyObject policy, Reading reading, Map<String, List<String>> claims) {
        List<String> twice = stages(reading).stream()
                .filter(stage -> claims(claims, stage).size() > 1)
                .toList();
        for (String stage : stages(reading)) {
            List<String> by = claims(claims, stage);
            if (by.size() > 1) {
                rules.put(stage, new StageRule.Invalid(by, claimedTwice(stage, by)));
            } else {
                rules.put(
                        stage,
                        switch (reading) {
                            case Reading.Understood understood -> new StageRule.Governed(understood.policy());
                            case Reading.Wrong wrong -> new StageRule.Invalid(by, String.join("; ", wrong.problems()));
                        });
            }
        }
        verdicts.add(verdict(policy, reading, twice, claims));
    }

    private static PolicyVerdict verdict(
            PolicyObject policy, Reading reading, List<String> twice, Map<String, List<String>> claims) {
        if (reading instanceof Reading.Wrong wrong) {
            return new PolicyVerdict(policy, false, "Invalid", String.join("; ", wrong.problems()), wrong.stages());
        }
        if (!twice.isEmpty()) {
            String message = twice.stream()
                    .map(stage -> claimedTwice(stage, claims(claims, stage)))
                    .collect(Collectors.joining("; "));
            return new PolicyVerdict(policy, false, "StageClaimedTwice", message, stages(reading));
        }
        return new PolicyVerdict(policy, true, "Accepted", "", stages(reading));
    }

    private static Map<String, List<String>> claims(Map<PolicyObject, Reading> readings) {
        Map<String, List<String>> claims = new TreeMap<>();
        readings.forEach((policy, reading) -> stages(reading).stream()
                .distinct()
                .forEach(stage -> claims.computeIfAbsent(stage, ignored -> new ArrayList<>())
                        .add(policy.name())));
        return claims;
    }

    private static List<String> claims(Map<String, List<String>> claims, String stage) {
        return claims.getOrDefault(stage, List.of());
    }

    private static List<String> stages(Reading reading) {
        return switch (reading) {
            case Reading.Understood understood -> understood.policy().stages();
            case Reading.Wrong wrong -> wrong.stages();
        };
    }

    private static String claimedTwice(String stage, List<String> policies) {
        return "stage " + stage + " is named by the policies " + String.join(" and ", policies);
    }
}
