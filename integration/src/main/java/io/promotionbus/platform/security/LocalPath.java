package io.promotionbus.platform.security;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps a login from being used as an open redirect: only a path on this very site is a place to return to. */
final class LocalPath {

    private static final int MAX_LENGTH = 1_000;
    /** One slash, then nothing a browser could take for a host, a scheme or a line break. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[A-Za-z0-9/_.~!$&'()*+,;=:@%?#-]*");
    /**
     * Browsers turn backslashes and their encodings into slashes in some places, and a path of dot segments or empty ones
     * becomes another one: {@code /.//host} is {@code //host}.
     */
    private static final Pattern SUSPECT =
            Pattern.compile("(?i)%5c|%2f%2f|%0[ad]|^/%2f|^[^?#]*(?://|/(?:\\.|%2e){1,2}(?:[/?#]|$))");

    private LocalPath() {}

    static String orRoot(@Nullable String path) {
        if (path == null || path.length() > MAX_LENGTH) {
            return "/";
        }
        boolean local = LOCAL.matcher(path).matches() && !SUSPECT.matcher(path).find();
        boolean page = !path.startsWith("/api/") && !path.startsWith("/oauth2/") && !path.startsWith("/logout");
        return local && page ? path : "/";
    }
}
