package io.promotionbus.notification.mail;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How mail leaves. The server itself is {@code spring.mail.*}.
 *
 * @param from sender, such as {@code Promotion Bus <promotion-bus@example.org>}
 * @param timeZone in which mails show times
 */
@Validated
@ConfigurationProperties("bus.mail")
record SenderProperties(
        @NotBlank(message = "it must be the address that mails come from")
        String from,

        @NotNull @DefaultValue("America/Sao_Paulo") ZoneId timeZone) {}
