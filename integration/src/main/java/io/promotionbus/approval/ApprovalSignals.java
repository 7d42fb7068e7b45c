package io.promotionbus.approval;

import io.promotionbus.platform.Signal;

/** Raised by approvals. */
public final class ApprovalSignals {

    /** Commits of a request may have to be read. */
    public static final Signal COMMITS = new Signal("approval-commits");

    private ApprovalSignals() {}
}
