package io.promotionbus.policy;

import io.promotionbus.kargo.PolicyObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Policies read from the record each time: the same for every replica, and within a transaction. */
public final class RecordedPolicies implements Policies {

    private final PolicyRecords records;
    private final RememberedRules remembered = new RememberedRules();

    public RecordedPolicies(PolicyRecords records) {
        this.records = records;
    }

    @Override
    public StageRule of(String project, String stage) {
        return remembered.rules(project, records.ofProject(project)).of(stage);
    }

    @Override
    public Map<String, Map<String, StageRule>> rules(Collection<String> projects) {
        return rules(records.ofProjects(projects));
    }

    @Override
    public Map<String, Map<String, StageRule>> rules() {
        return rules(records.all());
    }

    private Map<String, Map<String, StageRule>> rules(List<PolicyObject> all) {
        Map<String, Map<String, StageRule>> rules = new TreeMap<>();
        byProject(all)
                .forEach((project, policies) ->
                        rules.put(project, remembered.rules(project, policies).rules()));
        return rules;
    }

    @Override
    public List<Observed> all() {
        return byProject(records.all()).entrySet().stream()
                .flatMap(ofProject -> remembered.observed(ofProject.getKey(), ofProject.getValue()).stream())
                .toList();
    }

    private static Map<String, List<PolicyObject>> byProject(List<PolicyObject> all) {
        return all.stream()
                .collect(Collectors.groupingBy(PolicyObject::project, LinkedHashMap::new, Collectors.toList()));
    }
}
