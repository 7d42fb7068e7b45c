package io.promotionbus.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies sealed events and seals in their order, one at a time. A seal's hash is SHA-256 over the previous seal's hash
 * and the row hashes of its events; numbers have no gaps, except where a restored backup was marked and names what was
 * lost. A tail that was cut off shows only against a head that was kept elsewhere.
 */
public final class Chain {

    /** The event that starts a new epoch after a restore. */
    public static final String RESTORED = "audit.restored";

    /** Member of an exported event that names its hash, so that the exact row is found and not only its batch. */
    public static final String ROW_HASH = "rowHash";

    private static final byte[] BEFORE_THE_FIRST = new byte[32];

    private final VerificationKeys keys;
    private final @Nullable Head expected;
    private MessageDigest batch = batch(null);
    private long lastSeq;
    private long lastSealed;
    private long lastSeal;
    private byte[] lastHash = BEFORE_THE_FIRST;
    private @Nullable Instant lastAt;
    private boolean restoreInBatch;
    private boolean expectedMet;
    private @Nullable Broken broken;

    /** @param expected a head kept outside the database, absent when there is none */
    public Chain(VerificationKeys keys, @Nullable Head expected) {
        this.keys = keys;
        this.expected = expected;
    }

    /** The first thing that is wrong. */
    public record Broken(long seq, String because) {}

    /** The next sealed event. Returns false once something is wrong; further calls change nothing. */
    public boolean event(JsonNode event) {
        if (broken != null) {
            return false;
        }
        long seq = event.path("seq").asLong(-1);
        if (seq != lastSeq + 1 && !explained(event, seq)) {
            return wrong(lastSeq + 1, seq <= lastSeq ? "out of order" : "missing");
        }
        byte[] hash = rowHash(event);
        if (event.has(ROW_HASH) && !Head.text(hash).equals(event.get(ROW_HASH).asText())) {
            return wrong(seq, "the event is not what was sealed");
        }
        batch.update(hash);
        lastSeq = seq;
        return true;
    }

    private boolean explained(JsonNode event, long seq) {
        JsonNode after = event.path("after");
        boolean explained = RESTORED.equals(event.path("action").asText())
                && after.path("lostFrom").asLong() == lastSeq + 1
                && after.path("lostThrough").asLong() == seq - 1;
        if (explained) {
            restoreInBatch = true;
            expectedMet |= expected != null && expected.seq() > lastSeq && expected.seq() < seq;
        }
        return explained;
    }

    /** The seal of the events since the one before. */
    public boolean seal(Head seal) {
        if (broken != null) {
            return false;
        }
        if (seal.seq() != lastSeq || lastSeq == lastSealed) {
            return wrong(Math.min(seal.seq(), lastSeq) + 1, "a seal does not end where its events end");
        }
        if (seal.seal() != lastSeal + 1 && !(restoreInBatch && seal.seal() > lastSeal)) {
            return wrong(lastSealed + 1, "seal " + (lastSeal + 1) + " is missing");
        }
        byte[] hash = batch.digest();
        if (!MessageDigest.isEqual(hash, seal.hash())) {
            return wrong(lastSealed + 1, "the hash of seal " + seal.seal() + " does not fit its events");
        }
        if (!keys.verifies(seal)) {
            return wrong(lastSealed + 1, "the signature of seal " + seal.seal() + " is not by key " + seal.keyId());
        }
        if (expected != null && expected.seal() == seal.seal()) {
            if (!MessageDigest.isEqual(expected.hash(), hash)) {
                return wrong(lastSealed + 1, "seal " + seal.seal() + " is not the one of the head");
            }
            expectedMet = true;
        }
        lastSealed = lastSeq;
        lastSeal = seal.seal();
        lastHash = hash;
        lastAt = seal.at();
        restoreInBatch = false;
        batch = batch(hash);
        return true;
    }

    /** Nothing follows. */
    public Optional<Broken> finish() {
        if (broken == null && lastSeq != lastSealed) {
            wrong(lastSealed + 1, "its seal is missing");
        }
        if (broken == null && expected != null && !keys.verifies(expected)) {
            wrong(expected.seq(), "the given head is not signed by key " + expected.keyId());
        }
        if (broken == null && expected != null && !expectedMet) {
            wrong(lastSealed + 1, "cut off: the head reaches through " + expected.seq());
        }
        return Optional.ofNullable(broken);
    }

    /** Records a finding made outside; the first one stays. Always false. */
    public boolean wrong(long seq, String because) {
        if (broken == null) {
            broken = new Broken(seq, because);
        }
        return false;
    }

    /** The last number under a seal that holds. */
    public long through() {
        return lastSealed;
    }

    public long lastSeq() {
        return lastSeq;
    }

    public byte[] hash() {
        return lastHash.clone();
    }

    public @Nullable Instant at() {
        return lastAt;
    }

    public static byte[] rowHash(JsonNode event) {
        return sha256().digest(EventJson.sealed(event));
    }

    /** Starts the hash of the batch that follows the seal with hash {@code previous}; null before the first. */
    public static MessageDigest batch(byte @Nullable [] previous) {
        MessageDigest digest = sha256();
        digest.update(previous == null ? BEFORE_THE_FIRST : previous);
        return digest;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
