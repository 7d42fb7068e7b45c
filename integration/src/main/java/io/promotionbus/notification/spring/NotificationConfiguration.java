package io.promotionbus.notification.spring;

import io.promotionbus.notification.Channel;
import io.promotionbus.notification.Channels;
import io.promotionbus.notification.DispatchMessages;
import io.promotionbus.notification.FindRecipients;
import io.promotionbus.notification.LongestWaits;
import io.promotionbus.notification.Messages;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.ReportDestination;
import io.promotionbus.notification.RetrySchedule;
import io.promotionbus.notification.StoredOutbox;
import io.promotionbus.notification.Subscriptions;
import io.promotionbus.platform.GitHubAccess;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.camel.GitHubAnswer;
import io.promotionbus.platform.security.People;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({NotificationProperties.class, ReportProperties.class})
class NotificationConfiguration {

    @Bean
    Outbox outbox(Messages messages, Signals signals, Clock wall) {
        return new StoredOutbox(messages, signals, wall);
    }

    @Bean
    ReportDestination reportDestination(ReportProperties properties, GitHubAccess access) {
        return properties.destination(access);
    }

    @Bean
    LongestWaits longestWaitsOfMessages(NotificationProperties properties) {
        return new LongestWaits(
                properties.pace(),
                Map.of(
                        "slack", RetrySchedule.CHAT,
                        "webhook", RetrySchedule.STANDARD_WEBHOOKS,
                        "github", RetrySchedule.PULL_REQUEST),
                Map.of("github", GitHubAnswer.LONGEST_PAUSE));
    }

    @Bean
    DispatchMessages dispatchMessages(
            Messages messages,
            People people,
            @Qualifier("mailChannel") Channel mail,
            @Qualifier("slackChannel") Channel slack,
            @Qualifier("webhookChannel") Channel webhook,
            @Qualifier("gitHubChannel") Channel gitHub,
            Subscriptions subscriptions,
            NotificationProperties properties,
            Clock wall,
            Ids ids) {
        return new DispatchMessages(
                messages,
                new FindRecipients(people, messages, subscriptions),
                new Channels(mail, Map.of("slack", slack, "webhook", webhook, "github", gitHub)),
                properties.pace(),
                wall,
                ids);
    }
}
