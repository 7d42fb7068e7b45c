/** Measures the product; {@code mvn -Pbenchmark verify} runs it outside the normal tests. Figures compare within one run. */
@NullMarked
package io.promotionbus.benchmark;

import org.jspecify.annotations.NullMarked;
