/** What Kargo's webhooks and controllers do to its objects. */
@NullMarked
package io.promotionbus.sandbox.cluster.kargo;

import org.jspecify.annotations.NullMarked;
