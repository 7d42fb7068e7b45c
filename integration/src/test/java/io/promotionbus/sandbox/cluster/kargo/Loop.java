package io.promotionbus.sandbox.cluster.kargo;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for all controllers, with a queue in which each key waits at most once. */
public final class Loop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration RETRY = Duration.ofMillis(250);

    private final ScheduledThreadPoolExecutor executor;
    private final Set<String> waiting = new HashSet<>();

    public Loop(String name) {
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name).factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Runs {@code reconcile} soon, once for any number of calls until then; a failure is retried. */
    public void enqueue(String key, Runnable reconcile) {
        synchronized (waiting) {
            if (!waiting.add(key)) {
                return;
            }
        }
        submit(Duration.ZERO, () -> {
            synchronized (waiting) {
                waiting.remove(key);
            }
            try {
                reconcile.run();
            } catch (RuntimeException e) {
                LOG.warn("reconciling {} failed, will be retried", key, e);
                submit(RETRY, () -> enqueue(key, reconcile));
            }
        });
    }

    public void after(Duration delay, Runnable action) {
        submit(delay, () -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.warn("delayed action failed", e);
            }
        });
    }

    public void every(Duration period, Runnable action) {
        Future<?> unused = executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        action.run();
                    } catch (RuntimeException e) {
                        LOG.warn("periodic action failed", e);
                    }
                },
                period.toNanos(),
                period.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private void submit(Duration delay, Runnable action) {
        try {
            var unused = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed, dropped an action");
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("controllers did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
