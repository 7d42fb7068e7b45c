package io.promotionbus.approval;

/** Where this feature keeps what it knows. */
public record ApprovalStores(Requests requests, DecisionRecords decisions, CommitReads commitReads) {}
