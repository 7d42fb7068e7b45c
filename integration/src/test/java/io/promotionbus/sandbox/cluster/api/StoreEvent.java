package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One change of one object. */
public final class StoreEvent {

    private final Kind kind;
    private final ResourceType type;
    private final ObjectNode object;
    private final @Nullable ObjectNode previous;
    private final long revision;
    private volatile @Nullable String json;

    StoreEvent(Kind kind, ResourceType type, ObjectNode object, @Nullable ObjectNode previous, long revision) {
        this.kind = kind;
        this.type = type;
        this.object = object;
        this.previous = previous;
        this.revision = revision;
    }

    /** As in watch events. */
    public enum Kind {
        ADDED,
        MODIFIED,
        DELETED
    }

    public Kind kind() {
        return kind;
    }

    public ResourceType type() {
        return type;
    }

    /** The object after the change, or as it was last when it is gone. */
    public ObjectNode object() {
        return object;
    }

    /** What was there before, null if nothing was. */
    public @Nullable ObjectNode previous() {
        return previous;
    }

    public long revision() {
        return revision;
    }

    /** The object as JSON, written once however many watch it. */
    String json() {
        String known = json;
        if (known == null) {
            known = Json.write(object);
            json = known;
        }
        return known;
    }
}
