/** Technology policy only: time, ids, transactions, signals, error policies, security, observability. Knows no feature. */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package io.promotionbus.platform;
