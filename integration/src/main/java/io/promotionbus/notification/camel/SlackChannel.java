package io.promotionbus.notification.camel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.promotionbus.notification.Channel;
import io.promotionbus.notification.Letter;
import io.promotionbus.notification.Recipient;
import io.promotionbus.notification.RetrySchedule;
import io.promotionbus.notification.mail.Composer;
import io.promotionbus.notification.mail.Content;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Chat rooms with a Slack-compatible incoming webhook.
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">Incoming webhooks</a>
 */
@Component
class SlackChannel implements Channel {

    private final Targets targets;
    private final Composer composer;
    private final PostMessage post;

    SlackChannel(Targets targets, Composer composer, PostMessage post) {
        this.targets = targets;
        this.composer = composer;
        this.post = post;
    }

    @Override
    public Sent send(Letter letter) {
        return send(letter.id(), letter.recipient(), composer.one(letter));
    }

    @Override
    public Sent summarise(UUID id, List<Letter> letters) {
        return send(id, letters.getFirst().recipient(), composer.summary(letters));
    }

    private Sent send(UUID id, Recipient recipient, Content content) {
        Targets.Target target = targets.of(recipient);
        if (target == null) {
            return new Sent.Refused(recipient.address() + " is no longer configured");
        }
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("text", SlackText.of(content))
                .put("unfurl_links", false)
                .put("unfurl_media", false)
                .toString();
        return post.to(target, new Post(target.where().path(), Map.of(), body), id.toString());
    }

    @Override
    public Optional<RetrySchedule> schedule(Recipient recipient) {
        return Optional.of(RetrySchedule.CHAT);
    }
}
