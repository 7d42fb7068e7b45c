package io.promotionbus.approval.jdbc;

import io.promotionbus.approval.Requests;
import io.promotionbus.support.TestStore;

/** Makes the adapter for tests of other packages. */
public final class ApprovalStoreFixture {

    private ApprovalStoreFixture() {}

    public static Requests requests(TestStore store) {
        return new JdbcRequests(store.jdbc());
    }
}
