package io.promotionbus.feed;

import io.promotionbus.platform.Signal;

/** Signals of the feed. */
public final class FeedSignals {

    /** An artifact was accepted, or something an artifact waits for happened. */
    public static final Signal TASKS = new Signal("feed-tasks");

    private FeedSignals() {}
}
