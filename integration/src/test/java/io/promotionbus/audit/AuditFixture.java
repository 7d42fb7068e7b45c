package io.promotionbus.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import com.zaxxer.hikari.HikariDataSource;
import io.promotionbus.audit.jdbc.JdbcAuditEvents;
import io.promotionbus.audit.jdbc.JdbcAuditLog;
import io.promotionbus.audit.jdbc.JdbcSeals;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Ids;
import io.promotionbus.support.JdbcTransactions;
import io.promotionbus.support.TestDatabase;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit on a database of its own, with a clock that stands still. */
public final class AuditFixture implements AutoCloseable {

    public static final Actor QA = new Actor.Person("https://id.example.org/realms/promotion-bus", "4f-qa", "qa");

    public final TestDatabase database = TestDatabase.create();
    public final HikariDataSource dataSource = pool(database);
    public final JdbcTransactions transactions = new JdbcTransactions(dataSource);
    public final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-10T12:00:00Z"));
    public final BusinessClock clock = () -> now.get().truncatedTo(ChronoUnit.MICROS);
    public final JdbcAuditLog log;
    public final JdbcAuditEvents events;
    public final JdbcSeals seals;
    public final SigningKey key;
    public final KeyPair keyPair;
    public final JdbcClient owner = JdbcClient.create(database.ownerDataSource());
    public final JdbcClient application = JdbcClient.create(dataSource);

    public AuditFixture() {
        try {
            keyPair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        key = SigningKey.of("k1", pem("PRIVATE KEY", keyPair.getPrivate().getEncoded()));
        log = new JdbcAuditLog(JdbcClient.create(dataSource), clock, new TestIds(), transactions);
        events = new JdbcAuditEvents(dataSource, transactions.manager());
        seals = new JdbcSeals(new JdbcTemplate(dataSource), transactions, clock, key, (kind, id, version) -> {});
    }

    private static HikariDataSource pool(TestDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        pool.setUsername(TestDatabase.APPLICATION);
        pool.setPassword(TestDatabase.PASSWORD);
        pool.setMaximumPoolSize(12);
        pool.setMinimumIdle(0);
        return pool;
    }

    public static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    public String publicKey() {
        return pem("PUBLIC KEY", keyPair.getPublic().getEncoded());
    }

    public void record(AuditEntry entry) {
        transactions.run(() -> log.record(entry));
    }

    /** {@code n} events, sealed in batches of at most five. */
    public void sealed(int n) {
        for (int i = 1; i <= n; i++) {
            now.set(now.get().plusSeconds(1));
            record(AuditEntry.of(QA, "freeze.set", "freeze", "f-" + i)
                    .at("image-promotion", "stg")
                    .because("number " + i)
                    .after("n", i));
            if (i % 5 == 0 || i == n) {
                sealAll();
            }
        }
    }

    public void sealAll() {
        sealEvents(null).sealAll();
    }

    public SealEvents sealEvents(@Nullable Path headFile) {
        return new SealEvents(seals, new HeadSink(headFile));
    }

    public VerifyAudit.Result verify(@Nullable Path headFile) {
        VerificationKeys keys = new VerificationKeys().with(key.id(), key.publicKey());
        return new VerifyAudit(seals, keys, new HeadSink(headFile)).verify();
    }

    /** What somebody with the owner's rights does who knows about the triggers. */
    public void tamper(String sql) {
        for (String table : new String[] {"audit_event", "audit_sealed", "audit_seal"}) {
            owner.sql("ALTER TABLE " + table + " DISABLE TRIGGER USER").update();
        }
        owner.sql(sql).update();
        for (String table : new String[] {"audit_event", "audit_sealed", "audit_seal"}) {
            owner.sql("ALTER TABLE " + table + " ENABLE TRIGGER USER").update();
        }
    }

    public JsonNode json(AuditEvent event) {
        return EventJson.of(event);
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private static final class TestIds implements Ids {

        @Override
        public UUID next() {
            return UuidCreator.getTimeOrderedEpochPlus1();
        }

        @Override
        public String token(int bytes) {
            return "t".repeat(bytes);
        }

        @Override
        public double jitter() {
            return 0.5;
        }
    }
}
