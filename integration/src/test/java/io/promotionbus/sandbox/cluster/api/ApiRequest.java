package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as it came, without HTTP. */
record ApiRequest(String method, String path, Map<String, String> query, String contentType, User user, byte[] body) {

    @Nullable
    String parameter(String name) {
        return query.get(name);
    }

    boolean flag(String name) {
        String value = query.get(name);
        return value != null && (value.equals("true") || value.equals("1"));
    }

    boolean isWatch() {
        return method.equals("GET") && flag("watch");
    }

    boolean isStrict() {
        return "Strict".equals(query.get("fieldValidation"));
    }

    JsonNode json() {
        if (body.length == 0) {
            return Json.object();
        }
        if (contentType.contains("yaml")) {
            return Json.readYaml(new String(body, StandardCharsets.UTF_8)).get(0);
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("the object provided is unrecognized: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw ApiException.badRequest("the object provided is unrecognized");
        }
    }

    ObjectNode object() {
        if (json() instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.badRequest("the object provided is unrecognized");
    }
}
