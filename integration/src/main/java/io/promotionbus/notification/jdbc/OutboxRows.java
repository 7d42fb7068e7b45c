package io.promotionbus.notification.jdbc;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.promotionbus.notification.Audience;
import io.promotionbus.notification.Letter;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Messages.Backlog;
import io.promotionbus.notification.Messages.Claimed;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.Recipient;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rows of the outbox to and from records. Its own JSON mapper: what is stored must not change with the web layer's settings. */
@Component
class OutboxRows {

    private static final TypeReference<Map<String, Object>> MODEL = new TypeReference<>() {};

    private final ObjectMapper json = JsonMapper.builder()
            .addMixIn(Audience.class, NamedAudience.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Claimed claimed(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        int attempts = row.getInt("attempts");
        Instant createdAt = instant(row, "created_at");
        Message message = new Message(
                row.getString("template"),
                row.getObject("subject_id", UUID.class),
                row.getString("occasion"),
                read(row.getString("model"), MODEL),
                new Outbox.Context(
                        row.getString("project"),
                        row.getString("stage"),
                        row.getString("freight"),
                        row.getString("correlation")));
        return row.getString("kind").equals("audience")
                ? new Claimed.ForAudience(
                        id, attempts, createdAt, read(row.getString("audience"), Audience.class), message)
                : new Claimed.ForPerson(
                        id,
                        attempts,
                        createdAt,
                        new Letter(id, read(row.getString("recipient_data"), Recipient.class), message));
    }

    /** Those told before, with what follow-ups answer to. */
    Recipient told(ResultSet row, int number) throws SQLException {
        Recipient recipient = read(row.getString("recipient_data"), Recipient.class);
        return new Recipient(
                recipient.subject(),
                recipient.name(),
                recipient.address(),
                recipient.locale(),
                row.getString("sent_as"));
    }

    Backlog backlog(ResultSet row, int number) throws SQLException {
        OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
        return new Backlog(
                row.getLong("waiting"),
                row.getLong("dead"),
                oldest == null ? null : oldest.toInstant(),
                row.getString("error"));
    }

    String key(Audience audience, Message message) {
        String who = switch (audience) {
            case Audience.Role role -> "role:" + role.role();
            case Audience.Person person -> "person:" + person.subject();
            case Audience.Target target -> "target:" + target.address();
            case Audience.Told told -> "told:" + told.template();
        };
        return "audience/" + identity(message) + "/" + who;
    }

    String key(Recipient recipient, Message message) {
        return "letter/" + identity(message) + "/" + recipient.subject();
    }

    private static String identity(Message message) {
        return message.template() + "/" + message.subjectId() + "/" + message.occasion();
    }

    String json(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Only strings, numbers, lists and maps can be told", e);
        }
    }

    private <T> T read(@Nullable String value, Class<T> type) {
        try {
            return json.readValue(Objects.requireNonNull(value), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An outbox row holds what this version cannot read", e);
        }
    }

    private <T> T read(@Nullable String value, TypeReference<T> type) {
        try {
            return json.readValue(Objects.requireNonNull(value), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An outbox row holds what this version cannot read", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                .toInstant();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Audience.Role.class, name = "role"),
        @JsonSubTypes.Type(value = Audience.Person.class, name = "person"),
        @JsonSubTypes.Type(value = Audience.Target.class, name = "target"),
        @JsonSubTypes.Type(value = Audience.Told.class, name = "told")
    })
    private interface NamedAudience {}
}
