package io.promotionbus.platform.events;

import io.promotionbus.platform.Signals;
import io.promotionbus.platform.persistence.ChangeEvent;
import io.promotionbus.platform.persistence.JdbcChanges;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Follows the change feed once for all open streams of this replica: woken by the signal, at the latest every second, and
 * only while somebody listens.
 */
@Component
class ChangeTail implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeTail.class);
    private static final int BATCH = 500;
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final long FORGET_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final JdbcChanges changes;
    private final Signals signals;
    private final Set<ChangeStream> streams = ConcurrentHashMap.newKeySet();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;
    private volatile long position = -1;
    private long lastForgotten;

    ChangeTail(JdbcChanges changes, Signals signals) {
        this.changes = changes;
        this.signals = signals;
    }

    /** From now on the stream is offered every change. */
    void add(ChangeStream stream) {
        streams.add(stream);
        wake.release();
    }

    void remove(ChangeStream stream) {
        streams.remove(stream);
    }

    private void run() {
        while (running) {
            try {
                boolean woken = wake.tryAcquire(1, TimeUnit.SECONDS);
                if (woken) {
                    wake.drainPermits();
                }
                follow();
                forget();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("The change feed could not be read; trying again: {}", e.getMessage());
            }
        }
    }

    private void follow() {
        if (streams.isEmpty()) {
            position = -1;
            return;
        }
        if (position < 0) {
            position = changes.newest();
        }
        List<ChangeEvent> news;
        do {
            news = changes.after(position, BATCH);
            for (ChangeEvent change : news) {
                streams.forEach(stream -> stream.offer(change));
                position = change.seq();
            }
        } while (news.size() == BATCH);
    }

    private void forget() {
        long now = System.nanoTime();
        if (now - lastForgotten > FORGET_EVERY_NANOS) {
            lastForgotten = now;
            changes.forget(KEPT);
        }
    }

    @Override
    public void start() {
        running = true;
        lastForgotten = System.nanoTime();
        signals.subscribe(JdbcChanges.CHANGED, wake::release);
        Thread.ofPlatform().daemon().name("change-tail").start(this::run);
    }

    /** Streams end here; the browsers connect again, to another replica if there is one. */
    @Override
    public void stop() {
        running = false;
        streams.forEach(ChangeStream::end);
    }

    /** Before the web server waits for open requests. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
