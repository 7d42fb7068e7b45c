/** Small HTTP servers on loopback. */
@NullMarked
package io.promotionbus.sandbox.http;

import org.jspecify.annotations.NullMarked;
