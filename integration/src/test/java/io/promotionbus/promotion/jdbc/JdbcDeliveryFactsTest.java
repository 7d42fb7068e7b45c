package io.promotionbus.promotion.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.promotion.DeliveryFacts.Deployment;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.support.TestDatabase;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcDeliveryFactsTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().dataSource());
    private final JdbcDeliveryFacts facts = new JdbcDeliveryFacts(jdbc);

    @Test
    void readsWhatChangedTheEnvironmentInTheOrderOfTheEnds() {
        attempt("dev", 20, "automatic", "SUCCEEDED");
        attempt("dev", 10, "external", "FAILED_AFTER");
        attempt("dev", 30, "rollback", "SUCCEEDED");
        attempt("dev", 15, "automatic", "FAILED_BEFORE");
        attempt("dev", 16, "approval", "ABORTED");
        attempt("dev", 17, "approval", null);
        attempt("dev", 40, "automatic", "SUCCEEDED");

        LaneRef dev = new LaneRef("shop", "dev");
        assertThat(facts.deployments("shop", START, START.plusSeconds(40)))
                .containsExactly(
                        new Deployment(dev, START.plusSeconds(10), false, true),
                        new Deployment(dev, START.plusSeconds(20), false, false),
                        new Deployment(dev, START.plusSeconds(30), true, false));
        assertThat(facts.deployments(null, START, START.plusSeconds(41))).hasSize(4);
        assertThat(facts.deployments("other", START, START.plusSeconds(41))).isEmpty();
    }

    @Test
    void listsStagesUpstreamFirst() {
        lane("shop", "prod", "{stg}");
        lane("shop", "stg", "{dev,test}");
        lane("shop", "test", "{dev}");
        lane("shop", "dev", "{}");
        lane("acme", "one", "{}");

        assertThat(facts.stages(null))
                .extracting(LaneRef::id)
                .containsExactly("acme/one", "shop/dev", "shop/test", "shop/stg", "shop/prod");
        assertThat(facts.stages("acme")).containsExactly(new LaneRef("acme", "one"));
    }

    private void lane(String project, String stage, String upstream) {
        jdbc.sql("INSERT INTO lane (project, stage, upstream) VALUES (?, ?, CAST(? AS text[]))")
                .params(project, stage, upstream)
                .update();
    }

    private void attempt(String stage, long second, String kind, @Nullable String outcome) {
        jdbc.sql("""
                INSERT INTO promotion_attempt (id, project, stage, stage_uid, freight, kind, actor, base, correlation, status,
                    outcome, created_at, ended_at)
                VALUES (?, 'shop', ?, 'u', 'f', ?, '{}', 'b', 'c', ?, ?, ?, ?)""")
                .params(
                        UUID.randomUUID(),
                        stage,
                        kind,
                        outcome == null ? "queued" : "ended",
                        outcome,
                        Times.of(START),
                        outcome == null ? null : Times.of(START.plusSeconds(second)))
                .update();
    }
}
