/** What breaks on purpose, and a ledger of what was acknowledged meanwhile ({@code mvn -Pchaos verify}). */
@org.jspecify.annotations.NullMarked
package io.promotionbus.chaos;
