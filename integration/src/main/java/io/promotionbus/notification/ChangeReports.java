package io.promotionbus.notification;

import java.util.List;
import java.util.Optional;

/** Reports to those who made a change, where they made it: one comment per pull request and one status per stage. */
public interface ChangeReports {

    /** The repository that is reported to; empty when nothing is. */
    Optional<ReportDestination> destination();

    /** Makes publications follow one another, so that none overwrites a newer one; until the transaction ends. */
    void lock();

    /**
     * Says what the pull requests are to say from now on; nothing happens for those that say so already. Joins the caller's
     * transaction and is sent through the outbox.
     *
     * @return the reports that are news
     */
    List<ChangeReport> publish(List<Publication> publications);

    /** A report, and the project for the outbox's row. */
    record Publication(ChangeReport report, String project) {}
}
