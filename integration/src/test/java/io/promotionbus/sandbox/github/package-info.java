/** GitHub's REST API over the pretended commits. */
@NullMarked
package io.promotionbus.sandbox.github;

import org.jspecify.annotations.NullMarked;
