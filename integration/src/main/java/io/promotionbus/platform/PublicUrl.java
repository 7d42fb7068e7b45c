package io.promotionbus.platform;

import java.net.URI;

/**
 * Where people reach the bus. Every link that leaves it (mail, comments, redirects) is built from here and never from a
 * request's Host header.
 *
 * @param base absolute http or https URI without trailing slash
 */
public record PublicUrl(URI base) {

    public PublicUrl {
        String text = base.toString();
        base = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
    }

    /** @param path starts with a slash and is already encoded */
    public URI to(String path) {
        return URI.create(base + path);
    }

    public boolean secure() {
        return "https".equals(base.getScheme());
    }
}
