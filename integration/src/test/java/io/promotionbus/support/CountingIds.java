package io.promotionbus.support;

import com.github.f4b6a3.uuid.UuidCreator;
import io.promotionbus.platform.Ids;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids as in production, tokens that can be told apart, and no jitter. */
public final class CountingIds implements Ids {

    private static final AtomicLong TOKENS = new AtomicLong();

    @Override
    public UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    @Override
    public String token(int bytes) {
        return "token-" + TOKENS.incrementAndGet();
    }

    @Override
    public double jitter() {
        return 0;
    }
}
