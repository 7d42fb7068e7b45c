package io.promotionbus.notification.jdbc;

import io.promotionbus.audit.AuditLog;
import io.promotionbus.notification.ChangeReports;
import io.promotionbus.notification.Messages;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.ReportDestination;
import io.promotionbus.notification.ReportLedger;
import io.promotionbus.platform.Ids;
import io.promotionbus.support.TestStore;

/** Makes the adapter for tests of other packages. */
public final class OutboxFixture {

    private OutboxFixture() {}

    public static Messages messages(TestStore store, Ids ids, AuditLog audit) {
        return new JdbcMessages(store.jdbc(), store, ids, new OutboxRows(), audit);
    }

    public static ChangeReports reports(TestStore store, Outbox outbox, Ids ids, ReportDestination destination) {
        return new JdbcChangeReports(store.jdbc(), outbox, ids, destination);
    }

    public static ReportLedger ledger(TestStore store, Outbox outbox, Ids ids, ReportDestination destination) {
        return new JdbcChangeReports(store.jdbc(), outbox, ids, destination);
    }
}
