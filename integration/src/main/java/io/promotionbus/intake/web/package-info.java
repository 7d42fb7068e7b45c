/** The edge of the intake: limits before a request is looked at, and the deliveries for people. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.intake.web;
