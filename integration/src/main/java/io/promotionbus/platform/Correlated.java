package io.promotionbus.platform;

/**
 * A message body that knows the cause it belongs to. When a route's exchange carries one, logs, audit events and the
 * route trace take its correlation id.
 */
public interface Correlated {

    String correlation();
}
