package io.promotionbus.notification;

import org.jspecify.annotations.Nullable;

/**
 * Who gets a letter, as the identity provider knew them when the audience was found out.
 *
 * @param subject OIDC subject
 * @param address verified e-mail address
 * @param locale language the person chose, absent when none
 * @param answers Message-ID of the letter this one follows up, absent for a first letter
 */
public record Recipient(
        String subject,
        String name,
        String address,
        @Nullable String locale,
        @Nullable String answers) {}
