package io.promotionbus.feed.camel;

import org.jspecify.annotations.Nullable;

/**
 * What varies between calls to one server.
 *
 * @param path below the server's address, made of checked parts only
 * @param query without the question mark
 * @param accept the {@code Accept} header
 * @param authorization the {@code Authorization} header
 */
record HttpCall(
        String path,
        @Nullable String query,
        String accept,
        @Nullable String authorization) {

    HttpCall authorized(String header) {
        return new HttpCall(path, query, accept, header);
    }

    /** Never the authorization. */
    @Override
    public String toString() {
        return "HttpCall[" + path + "]";
    }
}
