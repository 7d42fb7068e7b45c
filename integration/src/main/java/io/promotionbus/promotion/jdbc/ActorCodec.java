package io.promotionbus.promotion.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.audit.Actor;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Who ordered an attempt, as JSON. */
@Component
class ActorCodec {

    private final ObjectMapper json = new ObjectMapper();

    String write(Actor actor) {
        Map<String, String> fields = switch (actor) {
            case Actor.Person person ->
                Map.of("kind", "person", "issuer", person.issuer(), "id", person.subject(), "name", person.name());
            case Actor.System system -> Map.of("kind", "system", "id", system.part());
            case Actor.Kargo kargo -> Map.of("kind", "kargo", "id", kargo.id());
            case Actor.Sender sender -> Map.of("kind", "sender", "id", sender.id());
        };
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An actor must be JSON-able", e);
        }
    }

    Actor read(String text) {
        try {
            JsonNode fields = json.readTree(text);
            String id = fields.path("id").asText();
            return switch (fields.path("kind").asText()) {
                case "person" ->
                    new Actor.Person(
                            fields.path("issuer").asText(),
                            id,
                            fields.path("name").asText());
                case "system" -> new Actor.System(id);
                case "kargo" -> new Actor.Kargo(id);
                case "sender" -> new Actor.Sender(id);
                default -> throw new IllegalStateException("No such kind of actor: " + text);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An actor that was stored cannot be read", e);
        }
    }
}
