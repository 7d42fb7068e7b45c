package io.promotionbus.approval.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.promotion.DeliveryFacts.Waited;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.support.TestDatabase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcDecisionsTest {

    private static final Instant ASKED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant FROM = ASKED.minusSeconds(60);
    private static final Instant TO = ASKED.plusSeconds(86_400);

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create().dataSource());
    private final JdbcDecisions decisions = new JdbcDecisions(jdbc);

    @Test
    void measuresFromTheRequestToTheDecisionThatSettledIt() {
        UUID approved = request("f1", "state = 'approved', valid_until = ended_at, approved_by = '{qa,qa2}'");
        decision(approved, "qa", 30);
        decision(approved, "qa2", 90);
        decision(request("f2", "state = 'rejected'"), "qa", 10);
        decision(request("f3", "state = 'expired', expired_approved = true"), "qa", 20);

        assertThat(decisions.decided("shop", FROM, TO)).containsExactlyInAnyOrder(waited(90), waited(10), waited(20));
        assertThat(decisions.decided(null, FROM, TO)).hasSize(3);
    }

    @Test
    void leavesOutWhatNobodySettledAndWhatLiesElsewhere() {
        request("f1", "state = 'expired', expired_approved = false");
        decision(request("f2", "state = 'superseded', superseded_by = id"), "qa", 10);
        decision(request("f3", "state = 'rejected'"), "qa", 100);

        assertThat(decisions.decided("other", FROM, TO)).isEmpty();
        assertThat(decisions.decided(null, FROM, ASKED.plusSeconds(100)))
                .as("before it was decided")
                .isEmpty();
        assertThat(decisions.decided(null, FROM, TO)).isEqualTo(List.of(waited(100)));
    }

    private static Waited waited(long seconds) {
        return new Waited(new LaneRef("shop", "stg"), ASKED, ASKED.plusSeconds(seconds));
    }

    private UUID request(String freight, String ended) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO approval_request (id, project, stage, freight, state, created_at, expires_at, policy, require,
                    roles, missing, sight, incoming, commits, announced, correlation)
                VALUES (?, 'shop', 'stg', ?, 'open', ?, ?, 'p', '[]', '{}', '{}', '{}', '{}', '{}', true, 'c')""")
                .params(id, freight, ASKED.atOffset(ZoneOffset.UTC), TO.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("UPDATE approval_request SET ended_at = expires_at, "
                        + ended.replace("valid_until = ended_at", "valid_until = expires_at") + " WHERE id = ?")
                .param(id)
                .update();
        return id;
    }

    private void decision(UUID request, String person, long after) {
        jdbc.sql("""
                INSERT INTO approval_decision (id, request, issuer, subject, roles, decision, at, fingerprint, base, needs_second)
                VALUES (?, ?, 'i', ?, '{}', 'approve', ?, 'f', 'b', false)""")
                .params(
                        UUID.randomUUID(),
                        request,
                        person,
                        ASKED.plusSeconds(after).atOffset(ZoneOffset.UTC))
                .update();
    }
}
