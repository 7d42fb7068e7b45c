package io.promotionbus.approval.jdbc;

import static io.promotionbus.approval.jdbc.RequestColumns.utc;
import static io.promotionbus.approval.jdbc.RequestColumns.utcOrNull;

import io.promotionbus.approval.CommitReads;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCommitReads implements CommitReads {

    private static final String CLAIM = """
            UPDATE approval_request SET commits_claim = :claim, commits_until = :until,
                commits_attempts = commits_attempts + 1
            WHERE id = (SELECT id FROM approval_request
                        WHERE state = 'open' AND commits_next_at <= :now
                          AND (commits_until IS NULL OR commits_until < :now)
                        ORDER BY commits_next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, commits_attempts""";

    private final JdbcClient jdbc;

    JdbcCommitReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void want(UUID request, Instant at) {
        jdbc.sql("""
                        UPDATE approval_request SET commits_next_at = :at, commits_attempts = 0, commits_claim = NULL,
                               commits_until = NULL
                        WHERE id = :id""").param("at", utc(at)).param("id", request).update();
    }

    @Override
    public Optional<Claim> claim(String claim, Instant now, Duration lease) {
        return jdbc
                .sql(CLAIM)
                .param("claim", claim)
                .param("now", utc(now))
                .param("until", utc(now.plus(lease)))
                .query((row, number) -> new Claim(row.getObject("id", UUID.class), row.getInt("commits_attempts")))
                .list()
                .stream()
                .findFirst();
    }

    @Override
    public boolean done(UUID request, String claim, @Nullable Instant next) {
        return jdbc.sql("""
                                UPDATE approval_request SET commits_next_at = :next, commits_claim = NULL,
                                       commits_until = NULL
                                WHERE id = :id AND commits_claim = :claim""")
                        .param("next", utcOrNull(next))
                        .param("id", request)
                        .param("claim", claim)
                        .update()
                == 1;
    }
}
