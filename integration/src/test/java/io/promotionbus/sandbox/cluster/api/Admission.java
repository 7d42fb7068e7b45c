package io.promotionbus.sandbox.cluster.api;

/** Something that is asked before a write is stored. Refuses by throwing {@link ApiException}. */
public interface Admission {

    /** May change {@link AdmissionRequest#object()}. Runs before any validation. */
    default void mutate(AdmissionRequest request) {}

    /** Sees the final object. */
    default void validate(AdmissionRequest request) {}
}
