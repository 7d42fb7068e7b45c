/**
 * An in-process Kubernetes API over real HTTP that behaves like a cluster with Kargo v1.11 and Argo CD in it, as far as
 * the contract suite ({@code io.promotionbus.contract}) says.
 */
@NullMarked
package io.promotionbus.sandbox.cluster;

import org.jspecify.annotations.NullMarked;
