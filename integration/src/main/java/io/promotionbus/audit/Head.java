package io.promotionbus.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The end of the chain as one signed statement: everything through {@code seq} hashes to {@code hash}. Kept outside the
 * database it proves that no tail was cut off.
 *
 * @param seal number of the seal
 * @param at business time of sealing
 * @param signature Ed25519 over the canonical JSON of the other members
 */
public record Head(long seal, long seq, byte[] hash, Instant at, String keyId, byte[] signature) {

    public static final String HASH_PREFIX = "sha256:";

    /** What the signature covers. */
    static byte[] signed(long seal, long seq, byte[] hash, Instant at, String keyId) {
        return EventJson.canonical(members(seal, seq, hash, at, keyId));
    }

    byte[] signed() {
        return signed(seal, seq, hash, at, keyId);
    }

    public ObjectNode json() {
        return members(seal, seq, hash, at, keyId)
                .put("signature", Base64.getEncoder().encodeToString(signature));
    }

    private static ObjectNode members(long seal, long seq, byte[] hash, Instant at, String keyId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("seal", seal)
                .put("seq", seq)
                .put("hash", text(hash))
                .put("at", EventJson.time(at))
                .put("keyId", keyId);
    }

    /** @throws IllegalArgumentException when a member is missing or malformed */
    public static Head of(JsonNode json) {
        String hash = json.path("hash").asText();
        if (!json.path("seal").isIntegralNumber()
                || !json.path("seq").isIntegralNumber()
                || !hash.startsWith(HASH_PREFIX)) {
            throw new IllegalArgumentException("Not a signed head");
        }
        return new Head(
                json.path("seal").asLong(),
                json.path("seq").asLong(),
                HexFormat.of().parseHex(hash.substring(HASH_PREFIX.length())),
                Instant.parse(json.path("at").asText()),
                json.path("keyId").asText(),
                Base64.getDecoder().decode(json.path("signature").asText()));
    }

    public static String text(byte[] hash) {
        return HASH_PREFIX + HexFormat.of().formatHex(hash);
    }
}
