package io.promotionbus.sandbox.cluster;

/** An image as Freight names it. */
public record ImageRef(String repoUrl, String tag, String digest) {}
