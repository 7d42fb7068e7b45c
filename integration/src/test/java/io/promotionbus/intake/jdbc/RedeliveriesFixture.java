package io.promotionbus.intake.jdbc;

import io.promotionbus.intake.Redeliveries;
import io.promotionbus.support.TestStore;

/** Makes the adapter for tests of other packages. */
public final class RedeliveriesFixture {

    private RedeliveriesFixture() {}

    public static Redeliveries redeliveries(TestStore store) {
        return new JdbcRedeliveries(store.jdbc());
    }
}
