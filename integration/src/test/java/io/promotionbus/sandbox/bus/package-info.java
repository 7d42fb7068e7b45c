/** The bus itself: the product's own jar as a child process, configured as in production. */
@NullMarked
package io.promotionbus.sandbox.bus;

import org.jspecify.annotations.NullMarked;
