/** Security chains, the requester and the people of the realm. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("security")
package io.promotionbus.platform.security;
