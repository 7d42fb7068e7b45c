/** Problem details, paging and the static shell. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package io.promotionbus.platform.web;
