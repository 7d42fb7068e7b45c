/** A real Keycloak from its distribution, prepared once per machine and started as a child process. */
@NullMarked
package io.promotionbus.sandbox.keycloak;

import org.jspecify.annotations.NullMarked;
