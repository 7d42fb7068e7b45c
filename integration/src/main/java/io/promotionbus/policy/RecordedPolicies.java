package io.promotionbus.policy;

import io.promotionbus.kargo.PolicyObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Policies read from the record each time: the same for every replica, and within a transaction. */
public final class RecordedPolicies implements Policies {

    private final PolicyRecords records;

    public RecordedPolicies(PolicyRecords records) {
        this.records = records;
    }

    @Override
    public StageRule of(String project, String stage) {
        return ProjectRules.of(records.ofProject(project)).of(stage);
    }

    @Override
    public Map<String, Map<String, StageRule>> rules() {
        Map<String, Map<String, StageRule>> rules = new TreeMap<>();
        byProject()
                .forEach((project, policies) ->
                        rules.put(project, ProjectRules.of(policies).rules()));
        return rules;
    }

    @Override
    public List<Observed> all() {
        return byProject().values().stream()
                .flatMap(policies -> ProjectRules.of(policies).verdicts().stream())
                .map(verdict -> new Observed(
                        verdict.object().project(),
                        verdict.object().name(),
                        verdict.object().spec(),
                        verdict.ready(),
                        verdict.ready() ? PolicyStatus.unmet(verdict.object()) : verdict.message()))
                .toList();
    }

    private Map<String, List<PolicyObject>> byProject() {
        return records.all().stream()
                .collect(Collectors.groupingBy(PolicyObject::project, LinkedHashMap::new, Collectors.toList()));
    }
}
