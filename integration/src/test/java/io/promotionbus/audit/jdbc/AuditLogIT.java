package io.promotionbus.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.audit.AuditEvent;
import io.promotionbus.audit.AuditEvents;
import io.promotionbus.audit.AuditFilter;
import io.promotionbus.audit.AuditFixture;
import io.promotionbus.audit.VerifyAudit;
import io.promotionbus.platform.Correlation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditLogIT {

    private final AuditFixture audit = new AuditFixture();

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void refusesAnEventWithoutTheTransactionOfItsChange() {
        assertThatThrownBy(() -> audit.log.record(AuditEntry.of(AuditFixture.QA, "freeze.set", "freeze", "1")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesNothingWhenTheChangeRollsBack() {
        assertThatThrownBy(() -> audit.transactions.run(() -> {
                    audit.log.record(AuditEntry.of(AuditFixture.QA, "freeze.set", "freeze", "1"));
                    throw new IllegalStateException("the change failed");
                }))
                .hasMessage("the change failed");
        assertThat(count("audit_event")).isZero();
        assertThat(count("audit_unsealed")).isZero();
        assertThat(count("audit_person")).isZero();
    }

    @Test
    void takesTheCorrelationOfTheThread() {
        Correlation.run("cause-1", () -> audit.record(AuditEntry.of(AuditFixture.QA, "freeze.set", "freeze", "1")));
        audit.record(AuditEntry.of(AuditFixture.QA, "freeze.set", "freeze", "2").correlation("cause-2"));
        assertThat(all()).extracting(AuditEvent::correlation).containsExactly("cause-1", "cause-2");
    }

    @Test
    void keepsValuesAsTheyWereGiven() {
        audit.record(AuditEntry.of(new Actor.System("promotion"), "stage.health", "stage", "shop/stg")
                .because("ação com aspas \" e \u0000 nulo")
                .before("health", "Healthy")
                .after("since", Instant.parse("2026-03-01T00:00:00Z"))
                .after("digests", List.of("sha256:a", "sha256:b"))
                .after("by", Map.of("n", 3)));
        AuditEvent event = all().getFirst();
        assertThat(event.reason()).isEqualTo("ação com aspas \" e \ufffd nulo");
        assertThat(event.before()).hasToString("{\"health\":\"Healthy\"}");
        assertThat(event.after().path("since").asText()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(event.after().path("digests").path(1).asText()).isEqualTo("sha256:b");
        assertThatThrownBy(() -> audit.record(AuditEntry.of(AuditFixture.QA, "freeze.set", "freeze", "1")
                        .after("share", 0.1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_event SET reason = 'other'", "DELETE FROM audit_event", "TRUNCATE audit_event CASCADE",
                "UPDATE audit_sealed SET seq = seq + 1", "DELETE FROM audit_sealed", "TRUNCATE audit_sealed",
                "UPDATE audit_seal SET hash = 'x'", "DELETE FROM audit_seal", "TRUNCATE audit_seal CASCADE"
            })
    void refusesToRewriteWhoeverAsks(String sql) {
        audit.sealed(3);
        for (JdbcClient role : List.of(audit.application, audit.owner)) {
            assertThatThrownBy(() -> role.sql(sql).update())
                    .rootCause()
                    .extracting(e -> ((java.sql.SQLException) e).getSQLState())
                    .isEqualTo("42501");
        }
        assertThat(audit.verify(null)).isInstanceOf(VerifyAudit.Result.Intact.class);
    }

    @Test
    void readsALongLogWholeAndInOrderAsItWasWhenItBegan() {
        insertMany("long.log", "2026-01-15", 1_250);
        insertMany("long.log", "2026-02-15", 1_250);
        List<AuditEvent> read = new ArrayList<>();

        audit.events.each(new AuditFilter(null, "long.", null, null, null, null, null, null, null, null), event -> {
            if (read.isEmpty()) {
                insertMany("long.late", "2026-02-20", 1);
            }
            read.add(event);
        });

        assertThat(read)
                .hasSize(2_500)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.comparing(AuditEvent::at)
                        .thenComparing(event -> event.id().toString()));
        assertThat(read).extracting(AuditEvent::action).containsOnly("long.log");
    }

    private void insertMany(String action, String at, int count) {
        audit.owner
                .sql("INSERT INTO audit_event (id, at, actor_kind, actor_id, action, subject_kind, subject_id, project)"
                        + " SELECT gen_random_uuid(), CAST(? AS timestamptz) + (n / 7) * interval '1 second', 'system',"
                        + " 'test', ?, 'log', n::text, 'long' FROM generate_series(1, ?) n")
                .params(at, action, count)
                .update();
    }

    @Test
    void numbersWithoutGapsWhateverCommitsAndRollsBackInParallel() throws Exception {
        AtomicInteger committed = new AtomicInteger();
        List<Future<?>> work = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int t = 0; t < 6; t++) {
                int thread = t;
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 60; i++) {
                        write(thread, i, committed);
                    }
                }));
            }
            for (int sealer = 0; sealer < 2; sealer++) {
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        audit.sealAll();
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        audit.sealAll();
        List<Long> numbers = audit.application
                .sql("SELECT seq FROM audit_sealed ORDER BY seq")
                .query(Long.class)
                .list();
        assertThat(numbers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, committed.get()).boxed().toList());
        assertThat(audit.verify(null))
                .isInstanceOfSatisfying(
                        VerifyAudit.Result.Intact.class,
                        intact -> assertThat(intact.through()).isEqualTo(committed.get()));
        assertThat(count("audit_unsealed")).isZero();
    }

    private void write(int thread, int i, AtomicInteger committed) {
        try {
            audit.transactions.run(() -> {
                audit.log.record(AuditEntry.of(AuditFixture.QA, "freeze.set", "freeze", thread + "-" + i));
                if (i % 4 == 0) {
                    throw new IllegalStateException("rolled back on purpose");
                }
            });
            committed.incrementAndGet();
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("rolled back on purpose");
        }
    }

    @Test
    void findsByEveryFilter() {
        UUID delivery = UUID.randomUUID();
        Instant start = audit.now.get();
        audit.record(AuditEntry.of(new Actor.Sender("dockerhub/default"), "delivery.interpreted", "delivery", delivery)
                .delivery(delivery)
                .correlation("c-1"));
        audit.now.set(start.plusSeconds(10));
        audit.record(AuditEntry.of(AuditFixture.QA, "approval.approved", "approval", "a-1")
                .at("shop", "stg")
                .freight("f0cd")
                .because("testado no staging"));
        audit.now.set(start.plusSeconds(20));
        audit.record(AuditEntry.of(new Actor.System("promotion"), "promotion.created", "promotion", "p-1")
                .at("shop", "prod")
                .freight("f0cd"));

        assertThat(found(filter("actor", "qa"))).containsExactly("approval.approved");
        assertThat(found(filter("actor", "4f-qa"))).containsExactly("approval.approved");
        assertThat(found(filter("actor", "dockerhub/default"))).containsExactly("delivery.interpreted");
        assertThat(found(filter("action", "approval."))).containsExactly("approval.approved");
        assertThat(found(filter("action", "%"))).isEmpty();
        assertThat(found(filter("project", "shop"))).containsExactly("promotion.created", "approval.approved");
        assertThat(found(filter("stage", "prod"))).containsExactly("promotion.created");
        assertThat(found(filter("freight", "f0cd"))).hasSize(2);
        assertThat(found(filter("delivery", delivery.toString()))).containsExactly("delivery.interpreted");
        assertThat(found(filter("correlation", "c-1"))).containsExactly("delivery.interpreted");
        assertThat(found(filter("q", "testado stag"))).containsExactly("approval.approved");
        assertThat(found(filter("q", "!&|"))).isEmpty();
        String id = "01a21ebc-8a9f-7da8-9174-8a5fe60ce68e";
        audit.record(AuditEntry.of(AuditFixture.QA, "delivery.interpreted", "delivery", id)
                .after("artifacts", List.of("acme/users-api:7e6d83a80f2856f2@sha256:990ecbfdc79962ba")));
        for (String part : List.of(id, "acme/users-api", "users-api", "ACME/Users", "7e6d83a", "sha256:990ecb")) {
            assertThat(found(filter("q", part))).as(part).containsExactly("delivery.interpreted");
        }
        assertThat(found(new AuditFilter(
                        null, null, null, null, null, null, null, start.plusSeconds(10), start.plusSeconds(20), null)))
                .containsExactly("approval.approved");
    }

    @Test
    void pagesThroughEverythingOnceInBothDirections() {
        Instant start = audit.now.get();
        for (int i = 0; i < 25; i++) {
            audit.now.set(start.plusSeconds(i / 4));
            audit.record(AuditEntry.of(AuditFixture.QA, "freeze.set", "freeze", String.valueOf(i)));
        }
        List<String> newestFirst = walk(false);
        List<String> oldestFirst = walk(true);
        assertThat(newestFirst).hasSize(25).doesNotHaveDuplicates();
        assertThat(oldestFirst).isEqualTo(newestFirst.reversed());
    }

    private List<String> walk(boolean ascending) {
        List<String> seen = new ArrayList<>();
        AuditEvents.Position after = null;
        while (true) {
            List<AuditEvent> page = audit.events.page(AuditFilter.ALL, ascending, after, 7);
            page.forEach(event -> seen.add(event.id().toString()));
            if (page.size() < 7) {
                return seen;
            }
            after = AuditEvents.Position.of(page.getLast());
        }
    }

    private static AuditFilter filter(String field, String value) {
        return new AuditFilter(
                field.equals("actor") ? value : null,
                field.equals("action") ? value : null,
                field.equals("project") ? value : null,
                field.equals("stage") ? value : null,
                field.equals("freight") ? value : null,
                field.equals("delivery") ? UUID.fromString(value) : null,
                field.equals("correlation") ? value : null,
                null,
                null,
                field.equals("q") ? value : null);
    }

    private List<String> found(AuditFilter filter) {
        return audit.events.page(filter, false, null, 50).stream()
                .map(AuditEvent::action)
                .toList();
    }

    private List<AuditEvent> all() {
        return audit.events.page(AuditFilter.ALL, true, null, 100);
    }

    private int count(String table) {
        return audit.owner
                .sql("SELECT count(*) FROM " + table)
                .query(Integer.class)
                .single();
    }
}
