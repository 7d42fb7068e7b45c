/** What runs behind the simulated Argo CD Applications, and the pages that show it. */
@NullMarked
package io.promotionbus.sandbox.deploy;

import org.jspecify.annotations.NullMarked;
