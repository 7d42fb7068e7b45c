package io.promotionbus.audit;

import java.util.Base64;

/** The bytes between the lines of a PEM file (RFC 7468). */
final class Pem {

    private Pem() {}

    static byte[] decode(String pem) {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        if (base64.isEmpty()) {
            throw new IllegalArgumentException("Empty PEM");
        }
        return Base64.getDecoder().decode(base64);
    }
}
