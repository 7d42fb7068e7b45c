/** The sandbox's control API and its page. */
@NullMarked
package io.promotionbus.sandbox.control;

import org.jspecify.annotations.NullMarked;
