/** The event stream that keeps open pages current. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.platform.events;
