package io.promotionbus.approval.camel;

/** A GET; {@code query} without question mark, empty for none. */
record GitHubCall(String path, String query) {}
