package io.promotionbus.audit.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditFixture;
import io.promotionbus.audit.jdbc.RestoreMark;
import io.promotionbus.audit.web.Exports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyExportIT {

    private final AuditFixture audit = new AuditFixture();

    @AfterEach
    void close() {
        audit.close();
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private Path key;
    private List<String> lines;

    @BeforeEach
    void exported() throws IOException {
        audit.sealed(12);
        key = Files.writeString(directory.resolve("key.pem"), audit.publicKey());
        lines = new ArrayList<>(
                Exports.sealed(audit.seals, audit.events).lines().toList());
        assertThat(lines).as("twelve events and three seals").hasSize(15);
    }

    @Test
    void holdsWithThePublicKeyAlone() throws IOException {
        assertThat(run()).isZero();
        assertThat(printed()).startsWith("OK through seq 12, head sha256:");
    }

    @Test
    void holdsForNamesAndValuesOfEveryKind() throws IOException {
        audit.record(AuditEntry.of(AuditFixture.QA, "approval.rejected", "approval", "a")
                .because("não: \"aspas\", 𝔘𝔫𝔦𝔠𝔬𝔡𝔢, \\ e \t tabulação")
                .after("big", 9007199254740991L)
                .after("list", List.of(true, "x", List.of())));
        audit.sealAll();
        lines = new ArrayList<>(
                Exports.sealed(audit.seals, audit.events).lines().toList());
        assertThat(run()).isZero();
    }

    @Test
    void namesTheEventOfAFlippedByte() throws IOException {
        int seventh = indexOf("\"seq\":7,");
        lines.set(seventh, lines.get(seventh).replace("number 7", "number 1"));
        assertThat(run()).isEqualTo(1);
        assertThat(printed()).startsWith("BROKEN at seq 7:");
    }

    @Test
    void namesTheBatchWhenTheRowsHashWasForgedToo() throws IOException {
        int seventh = indexOf("\"seq\":7,");
        String forged = lines.get(seventh).replace("number 7", "number 1").replaceFirst(",\"rowHash\":\"[^\"]*\"", "");
        lines.set(seventh, forged);
        assertThat(run()).isEqualTo(1);
        assertThat(printed()).startsWith("BROKEN at seq 6:");
    }

    @Test
    void namesADeletedEvent() throws IOException {
        lines.remove(indexOf("\"seq\":4,"));
        assertThat(run()).isEqualTo(1);
        assertThat(printed()).startsWith("BROKEN at seq 4:");
    }

    @Test
    void namesSwappedEvents() throws IOException {
        Collections.swap(lines, indexOf("\"seq\":2,"), indexOf("\"seq\":3,"));
        assertThat(run()).isEqualTo(1);
        assertThat(printed()).startsWith("BROKEN at seq 2:");
    }

    @Test
    void seesACutOffTailOnlyWithAHead() throws IOException {
        Path head = Files.writeString(
                directory.resolve("head.json"),
                audit.seals.head().orElseThrow().json().toPrettyString());
        assertThat(run("--head", head.toString())).isZero();
        lines = new ArrayList<>(lines.subList(0, 12));
        assertThat(run()).isZero();
        assertThat(run("--head", head.toString())).isEqualTo(1);
        assertThat(printed()).contains("BROKEN at seq 11: cut off");
    }

    @Test
    void takesTheHeadAsJsonOrByItsHashToo() throws IOException {
        var kept = audit.seals.head().orElseThrow();
        String hash = io.promotionbus.audit.Head.text(kept.hash());
        assertThat(run("--head", kept.json().toString())).isZero();
        assertThat(run("--head", hash)).isZero();
        assertThat(printed()).doesNotContain("without --head");
        assertThat(run("--head", "sha256:" + "0".repeat(64))).isEqualTo(1);
        assertThat(printed()).startsWith("BROKEN at seq 13: cut off");

        lines = new ArrayList<>(lines.subList(0, 12));
        assertThat(run("--head", hash)).isEqualTo(1);
        assertThat(run("--head", "nowhere.json")).isEqualTo(2);
        assertThat(printed()).startsWith("Cannot be read: nowhere.json");
    }

    @Test
    void doesNotTrustAnotherKey() throws Exception {
        byte[] other = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        Files.writeString(key, AuditFixture.pem("PUBLIC KEY", other));
        assertThat(run()).isEqualTo(1);
        assertThat(printed()).startsWith("BROKEN at seq 1:");
    }

    @Test
    void explainsItselfWhenAskedWrongly() {
        assertThat(new VerifyExport(new PrintStream(out)).run(List.of("x.ndjson")))
                .isEqualTo(2);
        assertThat(printed()).contains("Usage:");
    }

    @Test
    void acceptsALossThatARestoreMarkNames() throws IOException {
        audit.tamper("DELETE FROM audit_sealed WHERE seal_no = 3");
        audit.tamper("DELETE FROM audit_event WHERE subject_id IN ('f-11', 'f-12')");
        var lostHead = audit.seals.head().orElseThrow();
        audit.tamper("DELETE FROM audit_seal WHERE no = 3");
        Path head = Files.writeString(
                directory.resolve("head.json"), lostHead.json().toString());
        RestoreMark.mark(audit.dataSource, "copy of Tuesday", lostHead, audit.clock.now());
        audit.sealed(3);
        lines = new ArrayList<>(
                Exports.sealed(audit.seals, audit.events).lines().toList());
        assertThat(String.join("\n", lines)).contains("\"seq\":13,").doesNotContain("\"seq\":11,");
        assertThat(run("--head", head.toString())).as(printed()).isZero();
        lines.remove(indexOf("audit.restored"));
        assertThat(run()).isEqualTo(1);
    }

    private int run(String... more) throws IOException {
        out.reset();
        Path export = Files.write(directory.resolve("export.ndjson"), lines);
        List<String> arguments = new ArrayList<>(List.of(export.toString(), "--key", key.toString()));
        arguments.addAll(List.of(more));
        return new VerifyExport(new PrintStream(out, true, StandardCharsets.UTF_8)).run(arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private int indexOf(String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("No line with " + part);
    }
}
