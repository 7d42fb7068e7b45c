/** The whole product as it is deployed, over real HTTP: the jar as a process, everything around it in the sandbox. */
@NullMarked
package io.promotionbus.e2e;

import org.jspecify.annotations.NullMarked;
