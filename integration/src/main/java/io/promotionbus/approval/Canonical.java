package io.promotionbus.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * One text for equal JSON.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785, JSON Canonicalization Scheme</a>
 */
final class Canonical {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Canonical() {}

    static String text(Object value) {
        try {
            String json = JSON.writeValueAsString(value);
            // The library takes objects and arrays only.
            return json.startsWith("{") || json.startsWith("[") ? new JsonCanonicalizer(json).getEncodedString() : json;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Only strings, numbers, lists and maps have a canonical form", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(Object value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(text(value).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
