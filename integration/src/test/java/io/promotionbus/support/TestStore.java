package io.promotionbus.support;

import com.zaxxer.hikari.HikariDataSource;
import io.promotionbus.platform.Transactions;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Pool, client and transactions over a test database, as the application has them, without a Spring context. */
public final class TestStore implements Transactions, AutoCloseable {

    private final HikariDataSource pool = new HikariDataSource();
    private final TransactionTemplate template;
    private final JdbcClient jdbc;

    public TestStore(TestDatabase database) {
        pool.setDataSource(database.dataSource());
        pool.setMaximumPoolSize(10);
        template = new TransactionTemplate(new DataSourceTransactionManager(pool));
        jdbc = JdbcClient.create(pool);
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        return Objects.requireNonNull(template.execute(status -> work.get()));
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

    @Override
    public void close() {
        pool.close();
    }
}
