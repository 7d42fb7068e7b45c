package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A write on its way into the store.
 *
 * @param subresource empty or {@code status}
 * @param object what will be stored, may be changed by mutating admission; null on DELETE
 * @param oldObject what is stored now, must not be changed; null on CREATE
 */
public record AdmissionRequest(
        Operation operation,
        User user,
        ResourceType type,
        String subresource,
        @Nullable ObjectNode object,
        @Nullable ObjectNode oldObject) {

    /** As in AdmissionReview. */
    public enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }

    /** The object that will be, or on DELETE the one that was. */
    public ObjectNode subject() {
        ObjectNode subject = object != null ? object : oldObject;
        if (subject == null) {
            throw new IllegalStateException("neither object nor old object");
        }
        return subject;
    }

    public String namespace() {
        return Json.namespace(subject());
    }

    public String name() {
        return Json.name(subject());
    }

    public boolean isStatus() {
        return subresource.equals("status");
    }
}
