package io.promotionbus.platform;

import java.util.UUID;

/** The one source of ids and randomness. */
public interface Ids {

    /** A UUIDv7 (RFC 9562): unique, and ordered by creation within a process. */
    UUID next();

    /** At least {@code bytes} bytes from a cryptographic generator, base64url without padding. */
    String token(int bytes);

    /** A fraction in {@code [0, 1)} for jitter. */
    double jitter();
}
