package io.promotionbus.rollback.jdbc;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.promotion.Quarantine;
import io.promotionbus.rollback.QuarantinedDigests;
import io.promotionbus.rollback.RollbackRecords;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real stores for tests of other packages. */
public final class RollbackStoreFixture {

    private RollbackStoreFixture() {}

    public static RollbackRecords records(JdbcClient jdbc) {
        return new JdbcRollbackRecords(jdbc);
    }

    public static QuarantinedDigests quarantine(JdbcClient jdbc, ObservedCluster cluster) {
        return new JdbcQuarantinedDigests(jdbc, cluster);
    }

    /** What the metrics say. */
    public static double metric(JdbcClient jdbc, String name) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new RollbackMeters(jdbc).bindTo(registry);
        return registry.get(name).gauge().value();
    }

    /** As the core reads them. */
    public static Quarantine read(QuarantinedDigests quarantine) {
        return (Quarantine) quarantine;
    }
}
