package io.promotionbus.notification.camel;

import java.util.Map;

/** A JSON document to be posted. {@code path} is the target's and may be a secret. */
record Post(String path, Map<String, String> headers, String body) {
    @Override
    public String toString() {
        return "Post[" + headers.keySet() + "]";
    }
}
