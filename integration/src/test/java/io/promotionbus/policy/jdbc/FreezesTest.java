package io.promotionbus.policy.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Transactions;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.LiftFreeze;
import io.promotionbus.policy.PolicySignals;
import io.promotionbus.policy.SetFreeze;
import io.promotionbus.support.Recorder;
import io.promotionbus.support.TestDatabase;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class FreezesTest {

    private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
    private static final Requester OPERATOR =
            new Requester("https://id.example", "s-1", "operator", "Olga Operator", Set.of("operator"), null);

    private final javax.sql.DataSource dataSource = TestDatabase.create().dataSource();
    private final TransactionTemplate template = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    private final JdbcFreezes freezes = new JdbcFreezes(JdbcClient.create(dataSource));
    private final Recorder recorder = new Recorder();
    private Instant now = T0;
    private final Transactions transactions = new Transactions() {
        @Override
        public <T> T call(Supplier<T> work) {
            return template.execute(status -> work.get());
        }

        @Override
        public void afterCommit(Runnable work) {
            work.run();
        }
    };
    private final SetFreeze setFreeze = new SetFreeze(
            freezes, shopWithDev(), transactions, () -> now, new Sequence(), recorder, recorder, recorder);
    private final LiftFreeze liftFreeze =
            new LiftFreeze(freezes, transactions, () -> now, recorder, recorder, recorder);

    private static final class Sequence implements Ids {
        private long last;

        @Override
        public UUID next() {
            return new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0000L | ++last);
        }

        @Override
        public String token(int bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double jitter() {
            throw new UnsupportedOperationException();
        }
    }

    /** Knows project shop with stage dev. */
    private static ObservedCluster shopWithDev() {
        return (ObservedCluster) Proxy.newProxyInstance(
                FreezesTest.class.getClassLoader(),
                new Class<?>[] {ObservedCluster.class},
                (self, method, args) -> switch (method.getName()) {
                    case "projects" -> List.of("shop");
                    case "stage" ->
                        args[1].equals("dev")
                                ? Optional.of(new io.promotionbus.kargo.Stage(
                                        "shop", "dev", "u", List.of(), false, null, List.of(), List.of(), null, null,
                                        Set.of(), false))
                                : Optional.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Freeze set(@Nullable String project, @Nullable String stage, @Nullable Duration time) {
        SetFreeze.Result result = setFreeze.handle(
                new SetFreeze.Request(project, stage, "inventário", time == null ? null : now.plus(time)), OPERATOR);
        assertThat(result).isInstanceOf(SetFreeze.Result.Set.class);
        return ((SetFreeze.Result.Set) result).freeze();
    }

    @Test
    void stopsWhatItCoversFromNowUntilItsEnd() {
        Freeze freeze = set("shop", "dev", Duration.ofHours(1));

        assertThat(freezes.inForce("shop", "dev", T0)).containsExactly(freeze);
        assertThat(freezes.inForce("shop", "stg", T0)).isEmpty();
        assertThat(freezes.inForce("shop", "dev", T0.minusMillis(1))).isEmpty();
        assertThat(freezes.inForce("shop", "dev", T0.plus(Duration.ofHours(1)))).isEmpty();
        assertThat(freezes.nextEdge("shop", "dev", T0)).contains(T0.plus(Duration.ofHours(1)));
        assertThat(freezes.nextEdge("shop", "stg", T0)).isEmpty();
        assertThat(recorder.raised).containsExactly(PolicySignals.FREEZES);
        assertThat(recorder.changed).containsExactly("freeze " + freeze.id());
        assertThat(recorder.audited).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("freeze.set");
            assertThat(entry.project()).isEqualTo("shop");
            assertThat(entry.reason()).isEqualTo("inventário");
        });
    }

    @Test
    void coversEverythingWithoutProject() {
        set(null, null, null);

        assertThat(freezes.inForce("shop", "dev", T0.plus(Duration.ofDays(400))))
                .hasSize(1);
        assertThat(freezes.inForce("other", "prod", T0)).hasSize(1);
        assertThat(freezes.nextEdge("shop", "dev", T0)).isEmpty();
    }

    @Test
    void endsOnceWhenLifted() {
        Freeze freeze = set("shop", null, null);
        now = T0.plusSeconds(5);

        assertThat(liftFreeze.handle(freeze.id(), "pronto", OPERATOR))
                .isInstanceOfSatisfying(LiftFreeze.Result.Lifted.class, lifted -> {
                    assertThat(lifted.freeze().liftedBy()).isEqualTo("operator");
                    assertThat(lifted.freeze().liftedAt()).isEqualTo(now);
                });
        assertThat(liftFreeze.handle(freeze.id(), "pronto", OPERATOR)).isInstanceOf(LiftFreeze.Result.NotInForce.class);
        assertThat(liftFreeze.handle(new UUID(1, 1), "pronto", OPERATOR)).isInstanceOf(LiftFreeze.Result.Unknown.class);
        assertThat(freezes.inForce("shop", "dev", now)).isEmpty();
        assertThat(recorder.actions()).containsExactly("freeze.set", "freeze.lifted");
    }

    @Test
    void refusesWhatItDoesNotKnowAndTimesThatAreOver() {
        assertThat(refused("nowhere", null, null)).isEqualTo("project");
        assertThat(refused("shop", "nowhere", null)).isEqualTo("stage");
        assertThat(refused(null, "dev", null)).isEqualTo("project");
        assertThat(refused("shop", "dev", T0)).isEqualTo("until");
        assertThat(recorder.audited).isEmpty();
    }

    private String refused(@Nullable String project, @Nullable String stage, @Nullable Instant until) {
        SetFreeze.Result result = setFreeze.handle(new SetFreeze.Request(project, stage, "x", until), OPERATOR);
        return ((SetFreeze.Result.Refused) result).field();
    }

    @Test
    void listsNewestFirstInPages() {
        Freeze first = set(null, null, Duration.ofSeconds(1));
        Freeze second = set("shop", null, null);
        Freeze third = set("shop", "dev", null);

        assertThat(freezes.list(T0.plusSeconds(2), null, 10)).containsExactly(third, second);
        assertThat(freezes.list(null, null, 2)).containsExactly(third, second);
        assertThat(freezes.list(null, second.id(), 2)).containsExactly(first);
    }
}
