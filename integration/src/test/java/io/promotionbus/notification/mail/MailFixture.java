package io.promotionbus.notification.mail;

import io.promotionbus.notification.Channel;
import io.promotionbus.platform.Dependencies;
import io.promotionbus.platform.PublicUrl;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The mail channel with the real words and templates. */
public final class MailFixture {

    private MailFixture() {}

    public static Channel channel(int port, Clock wall) throws Exception {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        Properties properties = sender.getJavaMailProperties();
        properties.setProperty("mail.smtp.connectiontimeout", "2000");
        properties.setProperty("mail.smtp.timeout", "2000");
        return new MailChannel(
                sender,
                composer(),
                new Renderer(),
                new InternetAddress("Promotion Bus <bus@example.org>", true),
                "bus.example.org",
                wall,
                new NoDependencies());
    }

    public static Composer composer() {
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        words.setBasename("messages/notification");
        words.setDefaultEncoding("UTF-8");
        words.setFallbackToSystemLocale(false);
        return new Composer(
                words, new PublicUrl(URI.create("https://bus.example.org")), ZoneId.of("America/Sao_Paulo"));
    }

    private static final class NoDependencies implements Dependencies {
        @Override
        public void answered(String name) {}

        @Override
        public void away(String name, String detail) {}

        @Override
        public List<State> states() {
            return List.of();
        }
    }
}
