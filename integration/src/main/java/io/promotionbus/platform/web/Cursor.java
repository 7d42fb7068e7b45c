package io.promotionbus.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Opaque cursors: base64url of the last row's key. */
public final class Cursor {

    private static final int MAX_LENGTH = 400;

    private Cursor() {}

    public static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException 400 with field {@code cursor} for anything this class did not make */
    public static @Nullable String decode(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        if (cursor.length() > MAX_LENGTH) {
            throw ProblemException.badRequest("cursor", "cursor");
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw ProblemException.badRequest("cursor", "cursor");
        }
    }

    /** 1–200, default 50. */
    public static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return 50;
        }
        if (limit < 1 || limit > 200) {
            throw ProblemException.badRequest("limit", "limit");
        }
        return limit;
    }
}
