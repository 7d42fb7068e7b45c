package io.promotionbus.feed.camel;

import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param digest {@code Docker-Content-Digest}
 * @param challenge {@code WWW-Authenticate}
 * @param location of a redirect
 * @param more whether {@code Link} names a next page
 * @param body at most {@link OriginRoutes#MAX_BODY} bytes
 */
record HttpAnswer(
        int status,
        @Nullable String digest,
        @Nullable String challenge,
        @Nullable String location,
        boolean more,
        byte[] body) {

    boolean ok() {
        return status == 200;
    }
}
