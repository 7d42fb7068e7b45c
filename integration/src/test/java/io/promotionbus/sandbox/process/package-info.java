/** Child processes of the sandbox and the ports they listen on. */
@NullMarked
package io.promotionbus.sandbox.process;

import org.jspecify.annotations.NullMarked;
