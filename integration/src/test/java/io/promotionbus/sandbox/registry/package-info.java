/** An OCI registry over the pretended images. */
@NullMarked
package io.promotionbus.sandbox.registry;

import org.jspecify.annotations.NullMarked;
