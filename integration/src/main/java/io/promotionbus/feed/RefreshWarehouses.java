package io.promotionbus.feed;

import io.promotionbus.feed.Refreshes.Refresh;
import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.KargoWriter.ClusterUnavailable;
import io.promotionbus.platform.Transactions;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets Kargo catch up with Freight that was created directly, at most once a minute and Warehouse. */
public final class RefreshWarehouses {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshWarehouses.class);

    static final Duration AGAIN = Duration.ofSeconds(10);

    private final Refreshes refreshes;
    private final KargoWriter kargo;
    private final Transactions transactions;
    private final Clock clock;
    private final Duration timeout;

    public RefreshWarehouses(
            Refreshes refreshes, KargoWriter kargo, Transactions transactions, Clock clock, Duration timeout) {
        this.refreshes = refreshes;
        this.kargo = kargo;
        this.transactions = transactions;
        this.clock = clock;
        this.timeout = timeout;
    }

    public void handle() {
        for (Refresh due : refreshes.beginDue(clock.instant(), timeout)) {
            try {
                kargo.refreshWarehouse(due.project(), due.warehouse(), due.token());
            } catch (ClusterUnavailable e) {
                LOG.info(
                        "Warehouse {}/{} could not be refreshed; tried again: {}",
                        due.project(),
                        due.warehouse(),
                        e.getMessage());
                transactions.run(() -> {
                    refreshes.abandon(due.project(), due.warehouse(), due.token());
                    refreshes.afterDirect(due.project(), due.warehouse(), clock.instant(), AGAIN);
                });
            }
        }
    }
}
