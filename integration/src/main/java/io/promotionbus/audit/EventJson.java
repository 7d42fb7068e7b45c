package io.promotionbus.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of an event: one form for the API, the export and, without the actor's name, the seal.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785, JSON Canonicalization Scheme</a>
 */
public final class EventJson {

    /** Version of the sealed form; part of what is hashed. */
    private static final int SEALED_FORM = 1;

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private EventJson() {}

    public static String time(Instant instant) {
        return MICROS.format(instant);
    }

    public static ObjectNode of(AuditEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", event.id().toString());
        if (event.seq() != null) {
            json.put("seq", event.seq());
        }
        json.put("at", time(event.at()));
        ObjectNode actor = json.putObject("actor");
        actor.put("kind", event.actorKind());
        put(actor, "issuer", event.actorIssuer());
        actor.put("id", event.actorId());
        put(actor, "name", event.actorName());
        json.put("action", event.action());
        json.putObject("subject").put("kind", event.subjectKind()).put("id", event.subjectId());
        put(json, "project", event.project());
        put(json, "stage", event.stage());
        put(json, "freight", event.freight());
        put(json, "delivery", event.delivery() == null ? null : event.delivery().toString());
        put(json, "correlation", event.correlation());
        put(json, "reason", event.reason());
        json.set("before", event.before());
        json.set("after", event.after());
        return json;
    }

    private static void put(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    /** What is hashed: the canonical form without the name, which can be erased, and with the form's version. */
    public static byte[] sealed(JsonNode event) {
        ObjectNode copy = event.deepCopy();
        if (copy.get("actor") instanceof ObjectNode actor) {
            actor.remove("name");
        }
        copy.remove(Chain.ROW_HASH);
        copy.put("v", SEALED_FORM);
        return canonical(copy);
    }

    static byte[] canonical(JsonNode json) {
        try {
            return new JsonCanonicalizer(json.toString()).getEncodedUTF8();
        } catch (IOException e) {
            throw new UncheckedIOException("An audit row must be canonical JSON", e);
        }
    }
}
