package io.promotionbus.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Public keys by key id; one without an id stands for every id that has no key of its own. */
public final class VerificationKeys {

    private final Map<String, PublicKey> byId = new HashMap<>();
    private @Nullable PublicKey any;

    public VerificationKeys with(@Nullable String keyId, PublicKey key) {
        if (keyId == null) {
            any = key;
        } else {
            byId.put(keyId, key);
        }
        return this;
    }

    /** @throws IllegalArgumentException when it is not a PEM Ed25519 public key */
    public static PublicKey publicKey(String pem) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Pem.decode(pem)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Not an Ed25519 public key in PEM form", e);
        }
    }

    boolean verifies(Head head) {
        PublicKey key = byId.getOrDefault(head.keyId(), any);
        if (key == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(head.signed());
            return signature.verify(head.signature());
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
