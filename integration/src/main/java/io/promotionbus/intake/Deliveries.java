package io.promotionbus.intake;

import java.util.UUID;

/** What other features may add to a delivery's visible verdict. */
public interface Deliveries {

    /**
     * Says which Freight a delivery led to; joins the caller's transaction. Repeating it changes nothing.
     *
     * @param how {@code direct}, {@code refresh}, {@code existed}
     */
    void becameFreight(UUID delivery, String project, String warehouse, String freight, String how);

    /** Says in a sentence why it has not become Freight, such as {@code waiting-for-siblings: …}. */
    void reason(UUID delivery, String reason);
}
