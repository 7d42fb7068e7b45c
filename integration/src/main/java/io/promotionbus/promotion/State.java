package io.promotionbus.promotion;

/** Where one Freight stands at one stage; the words of the JSON contract. */
public enum State {
    ASKING,
    APPROVED,
    PROMOTING,
    HELD,
    FAILED,
    CURRENT,
    PAST,
    REJECTED,
    EXPIRED,
    WITHDRAWN,
    SUPERSEDED,
    QUARANTINED,
    UNMANAGED,
    OBSERVED,
    NOT_AVAILABLE;

    public String slug() {
        return Slugs.of(this);
    }
}
