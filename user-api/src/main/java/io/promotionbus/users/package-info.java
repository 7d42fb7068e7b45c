/** The sample application that is promoted: users, their REST API, nothing else. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.users;
