/** The pretended company: its commits, pull requests and images, and the webhooks its pushes cause. */
@NullMarked
package io.promotionbus.sandbox.source;

import org.jspecify.annotations.NullMarked;
