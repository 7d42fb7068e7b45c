package io.promotionbus.kargo;

/** A Kargo Project that the bus manages; its namespace has the same name. */
public record Project(String name) {}
