package io.promotionbus.notification.mail;

import io.promotionbus.notification.Channel;
import io.promotionbus.platform.Dependencies;
import io.promotionbus.platform.InvalidConfiguration;
import io.promotionbus.platform.PublicUrl;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SenderProperties.class)
class MailConfiguration {

    @Bean
    Channel mailChannel(
            ObjectProvider<JavaMailSender> sender,
            SenderProperties properties,
            Composer composer,
            PublicUrl publicUrl,
            Clock wall,
            Dependencies dependencies) {
        JavaMailSender server = sender.getIfAvailable();
        if (server == null) {
            throw InvalidConfiguration.missing("spring.mail.host", "it must be the mail server that takes our mails");
        }
        return new MailChannel(
                server,
                composer,
                new Renderer(),
                address(properties.from()),
                publicUrl.base().getHost(),
                wall,
                dependencies);
    }

    @Bean
    Composer messageComposer(MessageSource messages, PublicUrl publicUrl, SenderProperties properties) {
        return new Composer(messages, publicUrl, properties.timeZone());
    }

    private static InternetAddress address(String from) {
        try {
            return new InternetAddress(from, true);
        } catch (AddressException notOne) {
            throw InvalidConfiguration.wrong("bus.mail.from", "it is not a mail address");
        }
    }
}
