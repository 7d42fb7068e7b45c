package io.promotionbus.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.audit.Chain.Broken;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a chain of sealed events proves, event by event and seal by seal. */
class ChainTest {

    private static final Instant AT = Instant.parse("2026-03-10T12:00:00Z");
    private static final SigningKey KEY = key("k1");
    private static final SigningKey STRANGE = key("k1");

    /** The chain as it was sealed, of which the tests show only what they want to. */
    private final Sealer sealed = new Sealer();

    private static SigningKey key(String id) {
        try {
            return SigningKey.of(
                    id,
                    AuditFixture.pem(
                            "PRIVATE KEY",
                            KeyPairGenerator.getInstance("Ed25519")
                                    .generateKeyPair()
                                    .getPrivate()
                                    .getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Chain chain(@Nullable Head expected) {
        return new Chain(new VerificationKeys().with("k1", KEY.publicKey()), expected);
    }

    private static ObjectNode event(long seq) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("seq", seq).put("action", "freeze.set");
        event.putObject("actor").put("id", "qa").put("name", "Quality");
        return event;
    }

    private static ObjectNode restored(long seq, long lostFrom, long lostThrough) {
        ObjectNode event = event(seq).put("action", Chain.RESTORED);
        event.putObject("after").put("lostFrom", lostFrom).put("lostThrough", lostThrough);
        return event;
    }

    /** Two events under the first seal, one under the second. */
    private static Chain whole(@Nullable Head expected, Head first, Head second) {
        Chain chain = chain(expected);
        assertThat(chain.event(event(1))).isTrue();
        assertThat(chain.event(event(2))).isTrue();
        assertThat(chain.seal(first)).isTrue();
        assertThat(chain.event(event(3))).isTrue();
        assertThat(chain.seal(second)).isTrue();
        return chain;
    }

    @Test
    void holdsWhenEverythingIsAsItWasSealed() {
        Head first = sealed.seal(event(1), event(2));
        Head second = sealed.seal(event(3));

        Chain chain = whole(null, first, second);

        assertThat(chain.finish()).isEmpty();
        assertThat(chain.through()).isEqualTo(3);
        assertThat(chain.lastSeq()).isEqualTo(3);
        assertThat(chain.hash()).isEqualTo(second.hash());
        assertThat(chain.at()).isEqualTo(second.at());
    }

    @Test
    void holdsUpToAHeadThatWasKept() {
        Head first = sealed.seal(event(1), event(2));
        Head second = sealed.seal(event(3));

        assertThat(whole(first, first, second).finish()).isEmpty();
        assertThat(whole(second, first, second).finish()).isEmpty();
    }

    @Test
    void missesTheTailThatAHeadReachesThrough() {
        Head first = sealed.seal(event(1), event(2));
        Head second = sealed.seal(event(3));
        Head third = sealed.seal(event(4));

        assertThat(whole(third, first, second).finish()).contains(new Broken(4, "cut off: the head reaches through 4"));
    }

    @Test
    void refusesAHeadOfAnotherChainOrBySomebodyElse() {
        Head first = sealed.seal(event(1), event(2));
        Head second = sealed.seal(event(3));
        Head other = KEY.sign(2, 3, new byte[32], AT);
        Chain chain = chain(other);
        chain.event(event(1));
        chain.event(event(2));
        chain.seal(first);
        chain.event(event(3));

        assertThat(chain.seal(second)).isFalse();
        assertThat(chain.finish()).contains(new Broken(3, "seal 2 is not the one of the head"));
        Head forged = STRANGE.sign(2, 3, second.hash(), AT);
        assertThat(whole(forged, first, second).finish())
                .contains(new Broken(3, "the given head is not signed by key k1"));
    }

    @Test
    void findsTheEventThatIsNotWhatWasSealed() {
        ObjectNode changed = event(1).put("reason", "another");
        changed.put(Chain.ROW_HASH, Head.text(Chain.rowHash(event(1))));
        ObjectNode same = event(1);
        same.put(Chain.ROW_HASH, Head.text(Chain.rowHash(event(1))));

        assertThat(chain(null).event(same)).isTrue();
        Chain chain = chain(null);
        assertThat(chain.event(changed)).isFalse();
        assertThat(chain.finish()).contains(new Broken(1, "the event is not what was sealed"));
        assertThat(chain.event(event(1))).as("once broken it stays broken").isFalse();
        assertThat(chain.seal(sealed.seal(event(1)))).isFalse();
        assertThat(chain.wrong(9, "later")).isFalse();
        assertThat(chain.finish()).contains(new Broken(1, "the event is not what was sealed"));
        assertThat(chain.lastSeq()).isZero();
    }

    @Test
    void doesNotMindANameThatWasErased() {
        ObjectNode erased = event(1);
        ((ObjectNode) erased.get("actor")).remove("name");

        assertThat(Chain.rowHash(erased)).isEqualTo(Chain.rowHash(event(1)));
    }

    @Test
    void startsEachBatchWithTheHashOfTheSealBefore() throws Exception {
        byte[] previous = {1, 2, 3};
        assertThat(Chain.batch(previous).digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(previous));
        assertThat(Chain.batch(null).digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(new byte[32]));
    }

    @Test
    void findsGapsAndEventsOutOfOrder() {
        assertThat(after(event(1), event(3))).contains(new Broken(2, "missing"));
        assertThat(after(event(1), event(1))).contains(new Broken(2, "out of order"));
        assertThat(after(event(2))).contains(new Broken(1, "missing"));
        ObjectNode unnumbered = event(1);
        unnumbered.remove("seq");
        assertThat(after(unnumbered)).contains(new Broken(1, "out of order"));
    }

    private static Optional<Broken> after(ObjectNode... events) {
        Chain chain = chain(null);
        for (ObjectNode event : events) {
            chain.event(event);
        }
        return chain.finish();
    }

    @Test
    void wantsEachSealWhereItsEventsEndAndInItsTurn() {
        Head first = sealed.seal(event(1), event(2));
        sealed.seal(event(3));
        Head third = sealed.seal(event(4));

        Chain early = chain(null);
        early.event(event(1));
        assertThat(early.seal(first)).isFalse();
        assertThat(early.finish()).contains(new Broken(2, "a seal does not end where its events end"));

        Chain empty = chain(null);
        empty.event(event(1));
        empty.event(event(2));
        empty.seal(first);
        assertThat(empty.seal(KEY.sign(2, 2, first.hash(), AT))).isFalse();
        assertThat(empty.finish()).contains(new Broken(3, "a seal does not end where its events end"));

        Chain skipped = chain(null);
        skipped.event(event(1));
        skipped.event(event(2));
        skipped.seal(first);
        skipped.event(event(3));
        skipped.event(event(4));
        assertThat(skipped.seal(third)).isFalse();
        assertThat(skipped.finish()).contains(new Broken(3, "seal 2 is missing"));

        Chain open = chain(null);
        open.event(event(1));
        open.event(event(2));
        open.seal(first);
        open.event(event(3));
        assertThat(open.finish()).contains(new Broken(3, "its seal is missing"));
    }

    @Test
    void findsASealThatDoesNotFitAndASignatureOfSomebodyElse() {
        Head first = sealed.seal(event(1), event(2));
        Chain unfit = chain(null);
        unfit.event(event(1));
        unfit.event(event(2).put("reason", "another"));
        assertThat(unfit.seal(first)).isFalse();
        assertThat(unfit.finish()).contains(new Broken(1, "the hash of seal 1 does not fit its events"));

        Chain forged = chain(null);
        forged.event(event(1));
        forged.event(event(2));
        assertThat(forged.seal(STRANGE.sign(1, 2, first.hash(), AT))).isFalse();
        assertThat(forged.finish()).contains(new Broken(1, "the signature of seal 1 is not by key k1"));
    }

    /** Events 3 to 5 and seal 2 were in no backup; what was restored says so itself. */
    @Test
    void goesOnPastWhatARestoreLost() {
        Head first = sealed.seal(event(1), event(2));
        Head lost = KEY.sign(2, 4, new byte[32], AT);
        Head next = KEY.sign(3, 6, sealed.hash(restored(6, 3, 5)), AT);

        for (Head expected : new Head[] {null, lost}) {
            Chain chain = upTo(expected, first);
            assertThat(chain.event(restored(6, 3, 5))).isTrue();
            assertThat(chain.seal(next)).isTrue();
            assertThat(chain.finish()).isEmpty();
            assertThat(chain.through()).isEqualTo(6);
        }
    }

    @Test
    void wantsARestoreToNameExactlyWhatIsGone() {
        Head first = sealed.seal(event(1), event(2));
        for (ObjectNode wrong : new ObjectNode[] {restored(6, 4, 5), restored(6, 3, 4), event(6)}) {
            Chain chain = upTo(null, first);
            assertThat(chain.event(wrong)).isFalse();
            assertThat(chain.finish()).contains(new Broken(3, "missing"));
        }
    }

    @Test
    void takesAHeadForLostOnlyWithinWhatIsGone() {
        Head first = sealed.seal(event(1), event(2));
        Head next = KEY.sign(3, 6, sealed.hash(restored(6, 3, 5)), AT);
        for (long seq : new long[] {2, 6}) {
            Chain chain = upTo(KEY.sign(9, seq, new byte[32], AT), first);
            chain.event(restored(6, 3, 5));
            chain.seal(next);
            assertThat(chain.finish()).contains(new Broken(7, "cut off: the head reaches through " + seq));
        }
    }

    @Test
    void letsSealNumbersJumpOnlyRightAfterARestoreAndOnlyForward() {
        Head first = sealed.seal(event(1), event(2));
        byte[] hash = sealed.hash(restored(6, 3, 5));

        Chain back = upTo(null, first);
        back.event(restored(6, 3, 5));
        assertThat(back.seal(KEY.sign(1, 6, hash, AT))).isFalse();
        assertThat(back.finish()).contains(new Broken(3, "seal 2 is missing"));

        Chain later = upTo(null, first);
        later.event(restored(6, 3, 5));
        assertThat(later.seal(sealed.sign(3, 6, hash))).isTrue();
        later.event(event(7));
        assertThat(later.seal(KEY.sign(5, 7, sealed.hash(event(7)), AT))).isFalse();
        assertThat(later.finish()).contains(new Broken(7, "seal 4 is missing"));
    }

    private static Chain upTo(@Nullable Head expected, Head first) {
        Chain chain = chain(expected);
        chain.event(event(1));
        chain.event(event(2));
        assertThat(chain.seal(first)).isTrue();
        return chain;
    }

    private static final class Sealer {

        private byte @Nullable [] previous;
        private long seals;
        private long events;

        Head seal(ObjectNode... batch) {
            events += batch.length;
            return sign(++seals, events, hash(batch));
        }

        Head sign(long seal, long seq, byte[] hash) {
            previous = hash;
            return KEY.sign(seal, seq, hash, AT.plusSeconds(seal));
        }

        byte[] hash(ObjectNode... batch) {
            MessageDigest digest = Chain.batch(previous);
            for (ObjectNode event : batch) {
                digest.update(Chain.rowHash(event));
            }
            return digest.digest();
        }
    }
}
