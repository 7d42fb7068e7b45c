/** Commands that work without the bus: verification of an export, the mark after a restore. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.audit.offline;
