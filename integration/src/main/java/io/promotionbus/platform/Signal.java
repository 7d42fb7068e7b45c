package io.promotionbus.platform;

/**
 * The name of a queue that may have work, such as {@code intake-deliveries}. Each feature declares its own as constants.
 *
 * @param name kebab-case, at most 60 characters (it travels as a PostgreSQL NOTIFY payload)
 */
public record Signal(String name) {}
