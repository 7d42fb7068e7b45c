package io.promotionbus.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;

/** The Ed25519 key that signs seals. */
public final class SigningKey {

    private final String id;
    private final PrivateKey key;
    private final PublicKey publicKey;

    private SigningKey(String id, PrivateKey key, PublicKey publicKey) {
        this.id = id;
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * @param pem PKCS#8, as {@code openssl genpkey -algorithm ed25519} writes it
     * @throws IllegalArgumentException when it is something else; the message never repeats it
     */
    public static SigningKey of(String id, String pem) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(Pem.decode(pem)));
            return new SigningKey(id, key, publicKeyOf((EdECPrivateKey) key));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Not an Ed25519 private key in PEM PKCS#8 form", e);
        }
    }

    /** Key generation from the private key's own seed gives its public half; the platform has no other way to it. */
    private static PublicKey publicKeyOf(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow(() -> new IllegalArgumentException("No key material"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        return generator.generateKeyPair().getPublic();
    }

    public String id() {
        return id;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    public Head sign(long seal, long seq, byte[] hash, Instant at) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(Head.signed(seal, seq, hash, at, id));
            return new Head(seal, seq, hash, at, id, signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The audit signing key cannot sign", e);
        }
    }

    private static final class Seed extends SecureRandom {

        private final transient byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, Math.min(bytes.length, seed.length));
        }
    }
}
