package io.promotionbus.platform;

/**
 * Work that business time makes due: expiry, reminders, windows, debounce, retention. Features implement it beside their
 * polling routes, so that whoever moves the clock can wait until everything due has been evaluated.
 */
public interface DueWork {

    /**
     * Evaluates everything due at {@link BusinessClock#now()} and returns when done. Must be safe to run on several
     * replicas at once and beside the polling.
     *
     * @return true when something changed, which makes the caller evaluate all due work once more
     */
    boolean evaluateDue();
}
