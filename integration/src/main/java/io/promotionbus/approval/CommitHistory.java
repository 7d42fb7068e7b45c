package io.promotionbus.approval;

import io.promotionbus.approval.CommitRange.Ends;

/** Reads commits where they are kept. */
public interface CommitHistory {

    /**
     * Reads the range, outside any transaction. Trouble of the other side is not an exception here but a range that is
     * {@link CommitRange.Status#UNAVAILABLE} and says why: a request is shown and decided without commits too.
     */
    CommitRange between(Ends ends);
}
