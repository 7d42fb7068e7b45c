package io.promotionbus.approval.jdbc;

import io.promotionbus.approval.ApprovalStores;
import io.promotionbus.support.TestStore;

/** Makes the adapters for tests of other packages. */
public final class ApprovalStoreFixture {

    private ApprovalStoreFixture() {}

    public static ApprovalStores stores(TestStore store) {
        return new ApprovalStores(
                new JdbcRequests(store.jdbc()),
                new JdbcDecisionRecords(store.jdbc()),
                new JdbcCommitReads(store.jdbc()));
    }
}
