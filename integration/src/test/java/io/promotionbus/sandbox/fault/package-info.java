/** Makes connections to the pretended outside world fail on request. */
@NullMarked
package io.promotionbus.sandbox.fault;

import org.jspecify.annotations.NullMarked;
