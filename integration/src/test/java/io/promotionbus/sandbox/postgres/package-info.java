/** PostgreSQL as a child process that can be killed and started again. */
@NullMarked
package io.promotionbus.sandbox.postgres;

import org.jspecify.annotations.NullMarked;
