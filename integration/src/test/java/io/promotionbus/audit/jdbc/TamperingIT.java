package io.promotionbus.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.audit.AuditFixture;
import io.promotionbus.audit.VerifyAudit;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody with the owner's rights may try, and that it shows. */
class TamperingIT {

    private final AuditFixture audit = new AuditFixture();

    @AfterEach
    void close() {
        audit.close();
    }

    @TempDir
    private Path directory;

    @BeforeEach
    void twelveEventsInThreeSeals() {
        audit.sealed(12);
    }

    @Test
    void provesWhatNobodyTouched() {
        assertThat(audit.verify(null)).isInstanceOfSatisfying(VerifyAudit.Result.Intact.class, intact -> {
            assertThat(intact.through()).isEqualTo(12);
            assertThat(intact.head()).isEqualTo(audit.seals.head().orElseThrow().hash());
        });
    }

    @Test
    void findsAChangedCharacter() {
        audit.tamper("UPDATE audit_event SET reason = 'number 8' WHERE subject_id = 'f-7'");
        assertBroken(7);
    }

    @Test
    void findsAChangedValueEvenWhenItsHashIsChangedToo() {
        audit.tamper("UPDATE audit_event SET after = '{\"n\": 70}' WHERE subject_id = 'f-7'");
        String hash = audit.events.page(io.promotionbus.audit.AuditFilter.ALL, true, null, 50).stream()
                .filter(event -> event.subjectId().equals("f-7"))
                .map(event ->
                        java.util.HexFormat.of().formatHex(io.promotionbus.audit.Chain.rowHash(audit.json(event))))
                .findFirst()
                .orElseThrow();
        audit.tamper("UPDATE audit_sealed SET row_hash = '\\x" + hash + "' WHERE seq = 7");
        assertBroken(6);
    }

    @Test
    void findsADeletedEvent() {
        audit.tamper("DELETE FROM audit_event WHERE subject_id = 'f-4'");
        assertBroken(4);
    }

    @Test
    void findsADeletedEventWithItsNumber() {
        audit.tamper("DELETE FROM audit_sealed WHERE seq = 4");
        assertBroken(4);
    }

    @Test
    void findsTwoEventsThatChangedPlaces() {
        audit.tamper("UPDATE audit_sealed SET seq = -2 WHERE seq = 2");
        audit.tamper("UPDATE audit_sealed SET seq = 2 WHERE seq = 3");
        audit.tamper("UPDATE audit_sealed SET seq = 3 WHERE seq = -2");
        assertBroken(2);
    }

    @Test
    void findsASealOfAnotherKey() {
        audit.tamper("UPDATE audit_seal SET signature = (SELECT signature FROM audit_seal WHERE no = 1) WHERE no = 2");
        assertBroken(6);
    }

    @Test
    void findsAnEventWrittenAroundTheBus() {
        audit.owner
                .sql(
                        "INSERT INTO audit_event (id, at, actor_kind, actor_id, action, subject_kind, subject_id)"
                                + " VALUES (gen_random_uuid(), '2026-03-10T12:00:05Z', 'system', 'x', 'freeze.set', 'freeze', 'y')")
                .update();
        assertBroken(13);
    }

    @Test
    void findsACutOffTailAgainstAHeadKeptOutside() {
        Path heads = directory.resolve("heads.ndjson");
        audit.record(io.promotionbus.audit.AuditEntry.of(AuditFixture.QA, "freeze.set", "freeze", "f-13"));
        audit.sealEvents(heads).sealAll();
        assertThat(audit.verify(heads)).isInstanceOf(VerifyAudit.Result.Intact.class);

        audit.tamper("DELETE FROM audit_sealed WHERE seal_no = 4");
        audit.tamper("DELETE FROM audit_seal WHERE no = 4");
        audit.tamper("DELETE FROM audit_event WHERE subject_id = 'f-13'");
        assertThat(audit.verify(null))
                .as("without the head nothing shows")
                .isInstanceOf(VerifyAudit.Result.Intact.class);
        assertThat(audit.verify(heads))
                .isInstanceOfSatisfying(
                        VerifyAudit.Result.Tampered.class,
                        tampered -> assertThat(tampered.firstBad()).isEqualTo(13));
    }

    @Test
    void stillHoldsAfterAPersonsNameWasErased() {
        audit.application.sql("DELETE FROM audit_person").update();
        assertThat(audit.verify(null)).isInstanceOf(VerifyAudit.Result.Intact.class);
        assertThat(audit.events
                        .page(io.promotionbus.audit.AuditFilter.ALL, true, null, 1)
                        .getFirst()
                        .actorName())
                .isNull();
    }

    private void assertBroken(long seq) {
        assertThat(audit.verify(null))
                .isInstanceOfSatisfying(
                        VerifyAudit.Result.Tampered.class,
                        tampered -> assertThat(tampered.firstBad())
                                .as(tampered.because())
                                .isEqualTo(seq));
    }
}
