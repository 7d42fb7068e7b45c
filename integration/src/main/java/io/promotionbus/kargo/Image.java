package io.promotionbus.kargo;

/**
 * One image of a Freight.
 *
 * @param repoUrl exactly as the Warehouse writes it
 * @param digest {@code sha256:…} of the index or manifest
 */
public record Image(String repoUrl, String tag, String digest) {}
