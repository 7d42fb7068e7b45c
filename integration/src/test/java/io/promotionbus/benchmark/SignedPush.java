package io.promotionbus.benchmark;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pushes to a branch that nobody promotes from: authentic, well-formed, interpreted as ignored, and each of a commit of its
 * own, as pushes are.
 */
final class SignedPush {

    private static final int BYTES = 2000;
    private static final String COMMIT = "1".repeat(40);

    private final Mac mac;
    private final byte[] body = template();
    private final int commitAt;

    SignedPush(String secret) throws GeneralSecurityException {
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        commitAt = new String(body, StandardCharsets.US_ASCII).indexOf(COMMIT);
    }

    /** Another commit. */
    void next() {
        UUID random = UUID.randomUUID();
        String sha = "%016x%016x".formatted(random.getMostSignificantBits(), random.getLeastSignificantBits())
                + COMMIT.substring(32);
        System.arraycopy(sha.getBytes(StandardCharsets.US_ASCII), 0, body, commitAt, sha.length());
    }

    byte[] body() {
        return body;
    }

    /** As GitHub writes it into {@code X-Hub-Signature-256}. */
    String signature() {
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    static byte[] template() {
        String start = "{\"ref\":\"refs/heads/benchmark\",\"before\":\"" + "0".repeat(40)
                + "\",\"after\":\"" + COMMIT
                + "\",\"created\":false,\"deleted\":false,\"forced\":false,"
                + "\"repository\":{\"full_name\":\"acme/users\",\"default_branch\":\"main\"},"
                + "\"commits\":[],\"padding\":\"";
        byte[] body = Arrays.copyOf(start.getBytes(StandardCharsets.US_ASCII), BYTES);
        Arrays.fill(body, start.length(), BYTES - 2, (byte) 'x');
        body[BYTES - 2] = '"';
        body[BYTES - 1] = '}';
        return body;
    }
}
