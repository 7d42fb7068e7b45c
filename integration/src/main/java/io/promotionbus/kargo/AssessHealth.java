package io.promotionbus.kargo;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditLog;
import io.promotionbus.platform.BusinessClock;
import java.util.Optional;

/** Brings a stage's health up to date after its Stage or one of its Applications changed; joins the transaction. */
public final class AssessHealth {

    private final HealthRecords records;
    private final ObservedCluster cluster;
    private final BusinessClock clock;
    private final AuditLog audit;
    private final Iterable<ObservationListener> listeners;

    public AssessHealth(
            HealthRecords records,
            ObservedCluster cluster,
            BusinessClock clock,
            AuditLog audit,
            Iterable<ObservationListener> listeners) {
        this.records = records;
        this.cluster = cluster;
        this.clock = clock;
        this.audit = audit;
        this.listeners = listeners;
    }

    /** Returns whether the health is another than before. A first assessment is no transition and not audited. */
    public boolean handle(String project, String stageName) {
        Optional<StageHealth> before = records.lock(project, stageName);
        Optional<Stage> stage = cluster.stage(project, stageName);
        if (stage.isEmpty()) {
            records.put(project, stageName, null);
            return before.isPresent();
        }
        HealthAssessment.Verdict verdict = HealthAssessment.of(stage.get(), cluster.applications(project, stageName));
        boolean transition = before.map(old -> old.status() != verdict.status()).orElse(true);
        StageHealth now = new StageHealth(
                project,
                stageName,
                verdict.status(),
                transition ? clock.now() : before.get().since(),
                verdict.source(),
                verdict.message());
        if (before.filter(now::equals).isPresent()) {
            return false;
        }
        records.put(project, stageName, now);
        if (transition) {
            before.ifPresent(old -> audit.record(transition(stage.get(), old, now)));
            listeners.forEach(listener -> listener.healthChanged(before.orElse(null), now));
        }
        return transition;
    }

    private static AuditEntry transition(Stage stage, StageHealth before, StageHealth now) {
        String freight = stage.current().values().stream().findFirst().orElse(null);
        return AuditEntry.of(new Actor.Kargo("kargo"), "stage.health", "stage", now.project() + "/" + now.stage())
                .at(now.project(), now.stage())
                .freight(freight)
                .because(now.message().isEmpty() ? null : now.message())
                .before("status", before.status().name())
                .after("status", now.status().name())
                .after("source", now.source().name());
    }
}
