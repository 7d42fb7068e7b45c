/** The sandbox: the whole product on one machine, with everything around it real or honestly pretended. */
@NullMarked
package io.promotionbus.sandbox;

import org.jspecify.annotations.NullMarked;
