package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known about the shape of resources. */
public interface Schemas {

    /** Paths of fields the schema does not know; empty where there is no schema. Removes them from the object. */
    List<String> prune(ResourceType type, ObjectNode object);

    /** Fills in defaults. */
    void applyDefaults(ResourceType type, ObjectNode object);

    /** What is wrong with the object. */
    List<ApiException.Cause> validate(ResourceType type, ObjectNode object, @Nullable ObjectNode oldObject);
}
