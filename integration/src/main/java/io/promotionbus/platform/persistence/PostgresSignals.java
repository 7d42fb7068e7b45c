package io.promotionbus.platform.persistence;

import io.promotionbus.platform.Signal;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.Transactions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Signals over LISTEN and NOTIFY on a connection of their own. Notifications are sent in autocommit, batched for 20 ms,
 * and carry {@code <replica>:<signal>} so that a replica skips its own. After any connection loss every subscriber is
 * woken once, because whatever was sent meanwhile is gone.
 */
@Component
class PostgresSignals implements Signals, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSignals.class);
    private static final String CHANNEL = "promotion_bus";
    private static final int BATCH_MILLIS = 20;
    private static final int RECONNECT_MILLIS = 1_000;

    private final Transactions transactions;
    private final JdbcConnectionDetails database;
    private final String replica;
    private final Map<Signal, List<Runnable>> subscribers = new ConcurrentHashMap<>();
    private final Set<String> toSend = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sending = new AtomicBoolean();
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("signals-send").factory());
    private volatile boolean running;
    private @Nullable Connection sendConnection;
    private volatile @Nullable Connection listenConnection;

    PostgresSignals(Transactions transactions, JdbcConnectionDetails database, io.promotionbus.platform.Ids ids) {
        this.transactions = transactions;
        this.database = database;
        this.replica = ids.token(6);
    }

    @Override
    public void raise(Signal signal) {
        transactions.afterCommit(() -> {
            wake(signal);
            toSend.add(signal.name());
            if (running && sending.compareAndSet(false, true)) {
                Future<?> unused = sender.schedule(this::send, BATCH_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    @Override
    public void subscribe(Signal signal, Runnable wake) {
        subscribers
                .computeIfAbsent(signal, ignored -> new CopyOnWriteArrayList<>())
                .add(wake);
    }

    private void wake(Signal signal) {
        for (Runnable subscriber : subscribers.getOrDefault(signal, List.of())) {
            try {
                subscriber.run();
            } catch (RuntimeException e) {
                LOG.warn("A subscriber of signal {} failed; polling will catch up", signal.name(), e);
            }
        }
    }

    private void send() {
        sending.set(false);
        try {
            Connection connection = sendConnection();
            try (PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
                for (Iterator<String> names = toSend.iterator(); names.hasNext(); ) {
                    String name = names.next();
                    names.remove();
                    notify.setString(1, CHANNEL);
                    notify.setString(2, replica + ":" + name);
                    notify.execute();
                }
            }
        } catch (SQLException e) {
            LOG.debug("Could not notify the other replicas; they poll", e);
            closeQuietly(sendConnection);
            sendConnection = null;
        }
    }

    private Connection sendConnection() throws SQLException {
        Connection connection = sendConnection;
        if (connection == null || connection.isClosed()) {
            connection = connect();
            // What a notification announces is committed already; that one need not reach the disk, where others wait.
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET synchronous_commit = off");
            }
            sendConnection = connection;
        }
        return connection;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), database.getPassword());
    }

    private void listen() {
        while (running) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                listenConnection = connection;
                statement.execute("LISTEN " + CHANNEL);
                subscribers.keySet().forEach(this::wake);
                PGConnection pg = connection.unwrap(PGConnection.class);
                while (running) {
                    PGNotification[] notifications = pg.getNotifications(10_000);
                    for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
                        received(notification.getParameter());
                    }
                }
            } catch (SQLException e) {
                if (running) {
                    LOG.info("Signals between replicas are interrupted ({}); polling goes on", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void received(String payload) {
        int colon = payload.indexOf(':');
        if (colon > 0 && !payload.substring(0, colon).equals(replica)) {
            wake(new Signal(payload.substring(colon + 1)));
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("signals-listen").start(this::listen);
    }

    @Override
    public void stop() {
        running = false;
        sender.shutdownNow();
        closeQuietly(listenConnection);
        closeQuietly(sendConnection);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static void closeQuietly(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Closing a signal connection failed", e);
        }
    }
}
