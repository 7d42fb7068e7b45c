package io.promotionbus.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signed end of the chain, the keys it is signed with, and the form of what is signed. */
class HeadTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2026-03-10T12:00:00.000001Z");

    private KeyPair pair;
    private SigningKey key;
    private Head head;

    @BeforeEach
    void sign() throws Exception {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = SigningKey.of(
                "k1", AuditFixture.pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        head = key.sign(3, 12, new byte[] {1, 2, 3}, AT);
    }

    @Test
    void survivesItsWayThroughJson() {
        Head read = Head.of(head.json());

        assertThat(read).usingRecursiveComparison().isEqualTo(head);
        assertThat(head.json().get("hash").asText()).isEqualTo("sha256:010203");
        assertThat(head.json().get("at").asText()).isEqualTo("2026-03-10T12:00:00.000001Z");
        assertThat(new VerificationKeys().with("k1", key.publicKey()).verifies(read))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seal", "seq", "hash"})
    void isNoneWithoutEachOfItsNumbers(String member) {
        ObjectNode json = head.json();
        json.put(member, "x");
        assertThatIllegalArgumentException().isThrownBy(() -> Head.of(json)).withMessage("Not a signed head");
    }

    @Test
    void findsThePublicHalfOfAKey() {
        assertThat(key.id()).isEqualTo("k1");
        assertThat(key.publicKey()).isEqualTo(pair.getPublic());
        assertThat(VerificationKeys.publicKey(
                        AuditFixture.pem("PUBLIC KEY", pair.getPublic().getEncoded())))
                .isEqualTo(pair.getPublic());
    }

    @Test
    void verifiesByTheKeyOfTheIdAndElseByTheOneThatStandsForAll() throws Exception {
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThat(new VerificationKeys().verifies(head)).isFalse();
        assertThat(new VerificationKeys().with(null, pair.getPublic()).verifies(head))
                .isTrue();
        assertThat(new VerificationKeys().with("k2", pair.getPublic()).verifies(head))
                .isFalse();
        assertThat(new VerificationKeys()
                        .with(null, pair.getPublic())
                        .with("k1", other.getPublic())
                        .verifies(head))
                .isFalse();
        Head cut = new Head(head.seal(), head.seq(), head.hash(), head.at(), head.keyId(), new byte[5]);
        assertThat(new VerificationKeys().with("k1", key.publicKey()).verifies(cut))
                .isFalse();
        Head moved = new Head(head.seal(), 13, head.hash(), head.at(), head.keyId(), head.signature());
        assertThat(new VerificationKeys().with("k1", key.publicKey()).verifies(moved))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----", "secret words", "AAAA"})
    void refusesWhatIsNoKeyWithoutRepeatingIt(String pem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.of("k1", pem))
                .withMessage("Not an Ed25519 private key in PEM PKCS#8 form");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerificationKeys.publicKey(pem))
                .withMessage("Not an Ed25519 public key in PEM form");
    }

    @Test
    void writesWhatIsKnownOfAnEvent() throws Exception {
        ObjectNode nothing = JSON.createObjectNode();
        AuditEvent full = new AuditEvent(
                new UUID(0, 1),
                7L,
                AT,
                "person",
                "https://id.example.org",
                "4f",
                "qa",
                "freeze.set",
                "freeze",
                "f-1",
                "shop",
                "stg",
                "f1",
                new UUID(0, 2),
                "c",
                "because",
                nothing,
                JSON.createObjectNode().put("n", 1));
        JsonNode expected = JSON.readTree("""
                {"id": "00000000-0000-0000-0000-000000000001", "seq": 7, "at": "2026-03-10T12:00:00.000001Z",
                 "actor": {"kind": "person", "issuer": "https://id.example.org", "id": "4f", "name": "qa"},
                 "action": "freeze.set", "subject": {"kind": "freeze", "id": "f-1"}, "project": "shop",
                 "stage": "stg", "freight": "f1", "delivery": "00000000-0000-0000-0000-000000000002",
                 "correlation": "c", "reason": "because", "before": {}, "after": {"n": 1}}""");
        AuditEvent least = new AuditEvent(
                new UUID(0, 1),
                null,
                AT,
                "system",
                null,
                "bus",
                null,
                "freeze.set",
                "freeze",
                "f-1",
                null,
                null,
                null,
                null,
                null,
                null,
                nothing,
                nothing);
        JsonNode little = JSON.readTree("""
                {"id": "00000000-0000-0000-0000-000000000001", "at": "2026-03-10T12:00:00.000001Z",
                 "actor": {"kind": "system", "id": "bus"}, "action": "freeze.set",
                 "subject": {"kind": "freeze", "id": "f-1"}, "before": {}, "after": {}}""");

        assertThat(JSON.readTree(EventJson.of(full).toString())).isEqualTo(expected);
        assertThat(JSON.readTree(EventJson.of(least).toString())).isEqualTo(little);
    }

    @Test
    void sealsEverythingButTheName() {
        ObjectNode event = JSON.createObjectNode().put("seq", 1).put(Chain.ROW_HASH, "sha256:00");
        event.putObject("actor").put("id", "4f").put("name", "qa");

        assertThat(new String(EventJson.sealed(event), StandardCharsets.UTF_8))
                .isEqualTo("{\"actor\":{\"id\":\"4f\"},\"seq\":1,\"v\":1}");
        assertThat(event.path("actor").has("name"))
                .as("the given one is left alone")
                .isTrue();
    }

    @Test
    void keepsInAnEntryOnlyWhatIsKnown() {
        AuditEntry entry = AuditEntry.of(AuditFixture.QA, "freeze.set", "freeze", new UUID(0, 1))
                .at("shop", "stg")
                .freight("f1")
                .delivery(new UUID(0, 2))
                .correlation("c")
                .because("b")
                .before("a", 1)
                .before("none", null)
                .after("b", 2)
                .after("c", 3);

        assertThat(entry)
                .isEqualTo(new AuditEntry(
                        AuditFixture.QA,
                        "freeze.set",
                        "freeze",
                        new UUID(0, 1).toString(),
                        "shop",
                        "stg",
                        "f1",
                        new UUID(0, 2),
                        "c",
                        "b",
                        java.util.Map.of("a", 1),
                        java.util.Map.of("b", 2, "c", 3)));
    }
}
