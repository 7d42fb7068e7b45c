package io.promotionbus.audit;

/** What the audit's tables need from time to time. */
public interface AuditUpkeep {

    /** Makes the partitions of the coming months and deletes trace that is too old. */
    void run();
}
