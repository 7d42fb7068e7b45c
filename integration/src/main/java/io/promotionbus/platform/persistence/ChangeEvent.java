package io.promotionbus.platform.persistence;

import io.promotionbus.platform.Changes;

/** A change as readers see it. {@code seq} grows in the order of commits and never leaves a later one below it. */
public record ChangeEvent(long seq, Changes.Kind kind, String id, long version) {}
