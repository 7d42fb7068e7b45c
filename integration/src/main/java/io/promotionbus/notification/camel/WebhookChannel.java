package io.promotionbus.notification.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.notification.Channel;
import io.promotionbus.notification.Letter;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Recipient;
import io.promotionbus.notification.RetrySchedule;
import io.promotionbus.notification.mail.Composer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Machines, called as Standard Webhooks says: an id that stays the same over all attempts, the wall time of the attempt,
 * and a signature over both and the body.
 */
@Component
class WebhookChannel implements Channel {

    private final Targets targets;
    private final Composer composer;
    private final PostMessage post;
    private final Clock wall;
    private final ObjectMapper json = JsonMapper.builder().build();

    WebhookChannel(Targets targets, Composer composer, PostMessage post, Clock wall) {
        this.targets = targets;
        this.composer = composer;
        this.post = post;
        this.wall = wall;
    }

    @Override
    public Sent send(Letter letter) {
        ObjectNode event = json.createObjectNode();
        event.put("type", letter.message().template());
        event.set("data", data(letter));
        return send(letter.id(), letter.recipient(), event);
    }

    @Override
    public Sent summarise(UUID id, List<Letter> letters) {
        ObjectNode event = json.createObjectNode();
        event.put("type", letters.getFirst().message().template() + ".summary");
        var items = event.putObject("data").put("count", letters.size()).putArray("items");
        letters.forEach(letter -> items.add(data(letter)));
        return send(id, letters.getFirst().recipient(), event);
    }

    private ObjectNode data(Letter letter) {
        Message message = letter.message();
        ObjectNode data = json.createObjectNode();
        data.put("project", message.context().project());
        data.put("stage", message.context().stage());
        data.put("freight", message.context().freight());
        data.put("subject", message.subjectId().toString());
        data.put("correlation", message.context().correlation());
        data.set("values", json.valueToTree(message.model()));
        var action = composer.one(letter).action();
        data.put("url", action == null ? null : action.url());
        return data;
    }

    private Sent send(UUID id, Recipient recipient, ObjectNode event) {
        Targets.Target target = targets.of(recipient);
        if (target == null) {
            return new Sent.Refused(recipient.address() + " is no longer configured");
        }
        String name = "msg_" + id;
        Instant now = wall.instant();
        String body = event.toString();
        Map<String, String> headers = Map.of(
                "webhook-id", name,
                "webhook-timestamp", Long.toString(now.getEpochSecond()),
                "webhook-signature", Objects.requireNonNull(target.signature()).of(name, now, body));
        return post.to(target, new Post(target.where().path(), headers, body), name);
    }

    @Override
    public Optional<RetrySchedule> schedule(Recipient recipient) {
        return Optional.of(RetrySchedule.STANDARD_WEBHOOKS);
    }
}
