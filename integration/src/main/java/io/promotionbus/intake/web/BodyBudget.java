package io.promotionbus.intake.web;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that webhook bodies may take at once. Taken as bytes arrive, so that an announced length holds nothing. */
final class BodyBudget {

    private final AtomicLong left;

    BodyBudget(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    boolean take(long bytes) {
        long now = left.get();
        while (now >= bytes) {
            if (left.compareAndSet(now, now - bytes)) {
                return true;
            }
            now = left.get();
        }
        return false;
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }

    long left() {
        return left.get();
    }
}
