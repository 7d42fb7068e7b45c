package io.promotionbus.kargo;

/** Names Freight; its name alone is unique per project only. */
public record FreightRef(String project, String name) {}
