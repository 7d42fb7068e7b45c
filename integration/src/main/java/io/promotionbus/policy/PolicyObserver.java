package io.promotionbus.policy;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObservationListener;
import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.kargo.Stage;
import io.promotionbus.platform.Signals;
import io.promotionbus.policy.Policies.StageRule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the record of policies in step with the cluster; audits each change of a spec and tells whose rule changed. */
public final class PolicyObserver implements ObservationListener {

    private final PolicyRecords records;
    private final AuditLog audit;
    private final Signals signals;
    private final Iterable<PolicyListener> listeners;

    public PolicyObserver(PolicyRecords records, AuditLog audit, Signals signals, Iterable<PolicyListener> listeners) {
        this.records = records;
        this.audit = audit;
        this.signals = signals;
        this.listeners = listeners;
    }

    @Override
    public void policyChanged(@Nullable PolicyObject ignored, PolicyObject now) {
        records.lock(now.project());
        List<PolicyObject> policies = records.ofProject(now.project());
        PolicyObject before = named(policies, now.name());
        records.put(now);
        if (before == null
                || before.generation() != now.generation()
                || !before.uid().equals(now.uid())
                || !PolicyReader.tree(before.spec()).equals(PolicyReader.tree(now.spec()))) {
            audit.record(entry(now, before == null ? "{}" : before.spec(), now.spec()));
            tell(now.project(), policies);
        }
        signals.raise(PolicySignals.STATUSES);
    }

    @Override
    public void stageChanged(@Nullable Stage before, Stage now) {
        if (before == null) {
            signals.raise(PolicySignals.STATUSES);
        }
    }

    @Override
    public void deleted(String kind, String project, String name) {
        if (kind.equals(Kind.Stage.name())) {
            signals.raise(PolicySignals.STATUSES);
        }
        if (!kind.equals(Kind.StagePolicy.name())) {
            return;
        }
        records.lock(project);
        List<PolicyObject> policies = records.ofProject(project);
        PolicyObject before = named(policies, name);
        if (before == null) {
            return;
        }
        records.remove(project, name);
        audit.record(entry(before, before.spec(), "{}"));
        tell(project, policies);
        signals.raise(PolicySignals.STATUSES);
    }

    private void tell(String project, List<PolicyObject> policiesBefore) {
        Map<String, StageRule> before = ProjectRules.of(policiesBefore).rules();
        Map<String, StageRule> now = ProjectRules.of(records.ofProject(project)).rules();
        Set<String> stages = new HashSet<>(before.keySet());
        stages.addAll(now.keySet());
        Set<String> changed = stages.stream()
                .filter(stage -> !Objects.equals(before.get(stage), now.get(stage)))
                .collect(Collectors.toSet());
        if (!changed.isEmpty()) {
            listeners.forEach(listener -> listener.rulesChanged(project, changed));
        }
    }

    private static @Nullable PolicyObject named(List<PolicyObject> policies, String name) {
        return policies.stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static AuditEntry entry(PolicyObject policy, String before, String after) {
        String manager = policy.changedBy() == null ? "unknown" : policy.changedBy();
        AuditEntry entry = AuditEntry.of(
                        new Actor.Kargo("kubernetes:" + manager), "policy.changed", "policy", policy.name())
                .at(policy.project(), null);
        return SpecDifference.between(before, after).addTo(entry);
    }
}
