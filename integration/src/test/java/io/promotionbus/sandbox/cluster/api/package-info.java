/** The Kubernetes API itself: HTTP, objects, watches, errors, who may what. Knows nothing of Kargo. */
@NullMarked
package io.promotionbus.sandbox.cluster.api;

import org.jspecify.annotations.NullMarked;
