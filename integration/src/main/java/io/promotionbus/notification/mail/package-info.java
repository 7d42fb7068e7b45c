/** Messages as multipart mail. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.notification.mail;
