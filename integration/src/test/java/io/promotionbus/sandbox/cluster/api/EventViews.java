package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Events are served by two groups; they are stored as core/v1 and shown to {@code events.k8s.io} clients by its names. */
final class EventViews {

    private static final List<String[]> NAMES = List.of(
            new String[] {"involvedObject", "regarding"},
            new String[] {"message", "note"},
            new String[] {"reportingComponent", "reportingController"},
            new String[] {"source", "deprecatedSource"},
            new String[] {"firstTimestamp", "deprecatedFirstTimestamp"},
            new String[] {"lastTimestamp", "deprecatedLastTimestamp"},
            new String[] {"count", "deprecatedCount"});

    private EventViews() {}

    static ObjectNode toCore(ObjectNode event) {
        return renamed(event, 1, 0).put("apiVersion", "v1");
    }

    static ObjectNode toNew(ObjectNode event) {
        return renamed(event, 0, 1).put("apiVersion", ResourceTypes.NEW_EVENTS.apiVersion());
    }

    private static ObjectNode renamed(ObjectNode event, int from, int to) {
        ObjectNode copy = event.deepCopy();
        for (String[] pair : NAMES) {
            JsonNode value = copy.remove(pair[from]);
            if (value != null) {
                copy.set(pair[to], value);
            }
        }
        return copy;
    }

    /** What {@code events.k8s.io} insists on. */
    static void check(ObjectNode event) {
        for (String field : List.of("eventTime", "reportingController", "reportingInstance", "action", "reason")) {
            if (event.path(field).asText("").isEmpty()) {
                throw ApiException.invalid(
                        ResourceTypes.NEW_EVENTS,
                        Json.name(event),
                        List.of(new ApiException.Cause("FieldValueRequired", field, "Required value")));
            }
        }
    }
}
