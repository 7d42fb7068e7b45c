/** What Argo CD's application controller does to Applications. */
@NullMarked
package io.promotionbus.sandbox.cluster.argocd;

import org.jspecify.annotations.NullMarked;
