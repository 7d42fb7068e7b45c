/** Reading, exporting and verifying the audit over HTTP. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.audit.web;
