package io.promotionbus.intake;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook request after the cheap checks (method, path, size, media type), captured at the edge; nothing else of the
 * HTTP request travels on.
 *
 * @param token the last path segment of a source that authenticates by its path
 * @param headers the allow-listed headers that came exactly once, under their canonical names
 * @param remoteAddress counts failed authentications
 * @param languages {@code Accept-Language}, for the text of a refusal
 */
public record InboundRequest(
        WebhookSource source,
        @Nullable String token,
        Map<String, String> headers,
        byte[] body,
        String remoteAddress,
        @Nullable String languages) {

    /** Never the token, the signature or the body. */
    @Override
    public String toString() {
        return "InboundRequest[" + source.provider() + "/" + source.name() + ", " + body.length + " bytes]";
    }
}
