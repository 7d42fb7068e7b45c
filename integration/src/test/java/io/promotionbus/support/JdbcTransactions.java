package io.promotionbus.support;

import io.promotionbus.platform.Transactions;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions on a data source, for adapters tested without the application. */
public final class JdbcTransactions implements Transactions {

    private final PlatformTransactionManager manager;

    public JdbcTransactions(DataSource dataSource) {
        this.manager = new JdbcTransactionManager(dataSource);
    }

    public PlatformTransactionManager manager() {
        return manager;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        return Objects.requireNonNull(new TransactionTemplate(manager).execute(status -> work.get()));
    }

    @Override
    public void afterCommit(Runnable work) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            work.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }
}
