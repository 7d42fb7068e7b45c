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
 * comes alone is written alone, in its own thread; while a write is on its way, the others gather for the next.
 *
 * <p>Callers wait on a future, so that they can give up in time when PostgreSQL hangs; those that write have the limits of
 * the connection.
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
        if (takeTurn()) {
            writeUntilDone(waiting);
        }
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

    /** Whether the caller writes now; whoever takes a turn gives it back. */
    private boolean takeTurn() {
        for (int now = running.get(); now < writers && !queue.isEmpty(); now = running.get()) {
            if (running.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** The others, if any are left then, are somebody else's work: this caller's answer is ready. */
    private void writeUntilDone(Waiting own) {
        try {
            for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
                write(batch);
                if (own.isNew.isDone()) {
                    break;
                }
            }
        } finally {
            running.decrementAndGet();
        }
        startWriter();
    }

    private void startWriter() {
        if (takeTurn()) {
            Thread.ofVirtual().name("intake-group-commit").start(this::writeAll);
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
                // One bad row must not take the others with it; nor must the writer wait for each of them.
                Thread.ofVirtual().name("intake-one-by-one").start(() -> writeEach(batch));
            }
        }
    }

    private void writeEach(List<Waiting> batch) {
        for (Waiting alone : batch) {
            if (!alone.isNew.isDone()) { // its caller may have given up meanwhile
                write(List.of(alone));
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
