/** A mail server that keeps what it gets. */
@NullMarked
package io.promotionbus.sandbox.mail;

import org.jspecify.annotations.NullMarked;
