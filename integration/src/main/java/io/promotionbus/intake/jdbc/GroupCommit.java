package io.promotionbus.intake.jdbc;

import io.promotionbus.intake.NewDelivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Merges deliveries that arrive at the same time into one write and one commit. Nobody waits for company: a delivery that
 * comes alone is written alone; while a write is on its way, the others gather for the next.
 *
 * <p>The writers are threads of their own, so that a caller can give up in time when PostgreSQL hangs.
 */
final class GroupCommit {

    private static final int MAX_ROWS = 64;
    private static final long MAX_BYTES = 4L << 20;

    private final Function<List<NewDelivery>, boolean[]> write;
    private final int writers;
    private final Duration patience;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();

    /**
     * Makes one.
     *
     * @param write stores all or throws; says for each whether it was new
     * @param writers writes that may be under way at once
     * @param patience how long a caller waits
     */
    GroupCommit(Function<List<NewDelivery>, boolean[]> write, int writers, Duration patience) {
        this.write = write;
        this.writers = writers;
        this.patience = patience;
    }

    /** @return whether it was new */
    boolean insert(NewDelivery delivery) {
        Waiting waiting = new Waiting(delivery);
        queue.add(waiting);
        startWriter();
        try {
            return waiting.isNew.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            waiting.isNew.cancel(false); // a writer that has not taken it yet leaves it out
            throw new IllegalStateException("PostgreSQL did not answer within " + patience, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The insert failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while storing", e);
        }
    }

    private void startWriter() {
        int now = running.get();
        while (now < writers && !queue.isEmpty()) {
            if (running.compareAndSet(now, now + 1)) {
                Thread.ofVirtual().name("intake-group-commit").start(this::writeAll);
                return;
            }
            now = running.get();
        }
    }

    private void writeAll() {
        try {
            for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
                write(batch);
            }
        } finally {
            running.decrementAndGet();
        }
        startWriter(); // for what was added after the last look and found all writers busy
    }

    private List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < MAX_ROWS && bytes < MAX_BYTES) {
            Waiting waiting = queue.poll();
            if (waiting == null) {
                break;
            }
            if (!waiting.isNew.isDone()) {
                batch.add(waiting);
                bytes += waiting.delivery.body().length;
            }
        }
        return batch;
    }

    private void write(List<Waiting> batch) {
        try {
            boolean[] isNew = write.apply(batch.stream().map(w -> w.delivery).toList());
            for (int i = 0; i < isNew.length; i++) {
                batch.get(i).isNew.complete(isNew[i]);
            }
        } catch (RuntimeException | Error e) {
            if (batch.size() == 1) {
                batch.getFirst().isNew.completeExceptionally(e);
            } else {
                batch.forEach(alone -> write(List.of(alone))); // one bad row must not take the others with it
            }
        }
    }

    private static final class Waiting {
        private final NewDelivery delivery;
        private final CompletableFuture<Boolean> isNew = new CompletableFuture<>();

        Waiting(NewDelivery delivery) {
            this.delivery = delivery;
        }
    }
}
