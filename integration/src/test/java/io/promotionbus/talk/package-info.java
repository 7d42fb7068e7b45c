/** Makes the pictures and the recorded scenes of the talk from a running sandbox. */
@NullMarked
package io.promotionbus.talk;

import org.jspecify.annotations.NullMarked;
