/** Commands of the jar that work without the bus. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("offline")
package io.promotionbus.audit.offline;
