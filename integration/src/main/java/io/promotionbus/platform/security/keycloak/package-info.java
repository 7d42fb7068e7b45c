/** The people of the realm by Keycloak's admin API. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.platform.security.keycloak;
