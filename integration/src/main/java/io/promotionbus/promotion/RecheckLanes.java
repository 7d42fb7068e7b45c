package io.promotionbus.promotion;

import io.promotionbus.platform.Transactions;

/**
 * Has every lane looked at again: after a start, because a signal may have been lost with the process, and when something
 * changed that may concern any of them, such as a freeze.
 */
public final class RecheckLanes {

    private final Transactions transactions;
    private final Lanes lanes;

    public RecheckLanes(Transactions transactions, Lanes lanes) {
        this.transactions = transactions;
        this.lanes = lanes;
    }

    public void all() {
        transactions.run(lanes::evaluateAllSoon);
    }
}
