package io.promotionbus.promotion;

import io.promotionbus.promotion.Attempts.Claimed;

/** Passes an attempt that begins on to whoever creates Promotions. Must not block; what gets lost is claimed again. */
@FunctionalInterface
public interface Handover {

    void pass(Claimed claimed);
}
