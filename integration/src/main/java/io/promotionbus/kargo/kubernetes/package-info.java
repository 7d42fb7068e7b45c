/** Kargo's and Argo CD's objects over the Kubernetes API: how they are read, watched and written. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.kargo.kubernetes;
