/** Routes that record what was seen, list the cluster now and then, and write Kubernetes Events. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.kargo.camel;
