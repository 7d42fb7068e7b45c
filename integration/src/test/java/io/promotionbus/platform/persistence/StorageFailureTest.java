package io.promotionbus.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.TransactionSystemException;

class StorageFailureTest {

    @Test
    void knowsAServerThatWentAwayWhateverIsWrappedAroundIt() {
        assertThat(StorageFailure.is(new IllegalStateException(new SQLException("terminated", "57P01"))))
                .isTrue();
        assertThat(StorageFailure.is(new UncategorizedSQLException("x", null, new SQLException("lost", "08006"))))
                .isTrue();
    }

    /** Killed in the middle of a write, the pool's connection is closed before it can be rolled back; that has no state. */
    @Test
    void knowsARollbackThatDidNotGetThrough() {
        assertThat(StorageFailure.is(new TransactionSystemException(
                        "JDBC rollback failed", new SQLException("Connection is closed"))))
                .isTrue();
    }

    @Test
    void takesNoOtherFaultForIt() {
        assertThat(StorageFailure.is(new DataIntegrityViolationException("x", new SQLException("x", "23505"))))
                .isFalse();
        assertThat(StorageFailure.is(new IllegalStateException("x"))).isFalse();
    }
}
