/**
 * What the product relies on in Kargo, Argo CD and Kubernetes, one named test per behaviour. The suite runs against the
 * simulator and, with {@code -Dcontract.kubeconfig=<file>}, against a real cluster; what needs the simulator's levers is
 * then skipped and says so.
 */
@NullMarked
package io.promotionbus.contract;

import org.jspecify.annotations.NullMarked;
